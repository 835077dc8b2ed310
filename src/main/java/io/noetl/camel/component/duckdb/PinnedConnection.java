package io.noetl.camel.component.duckdb;

import io.noetl.camel.execution.net.OutboundGuard;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.postgres.ConnectionString;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Has libpq connect to the addresses that were checked: it takes them as {@code hostaddr}, and
 * verifies TLS by the names in {@code host}.
 */
final class PinnedConnection {
  private static final String THIS_MACHINE = "127.0.0.1";

  private final OutboundGuard guard;

  PinnedConnection(OutboundGuard guard) {
    this.guard = guard;
  }

  /**
   * A connection string with the addresses in it. It is written anew of what was read, so that
   * libpq can't read more in it than we did.
   *
   * @return null where it names no server
   */
  @Nullable String of(String connection) throws ToolFailure {
    if (!ConnectionString.matches(connection)) {
      return null;
    }
    Map<String, String> fields = new LinkedHashMap<>(ConnectionString.parse(connection));
    if (fields.containsKey("service")) {
      throw new ToolFailure(
          "DU0006",
          "Denied",
          "service may not be used: name the server with host, port and dbname");
    }
    String hosts = fields.get("host");
    String given = fields.get("hostaddr");
    if (hosts == null && given == null) {
      return null;
    }
    if (hosts != null && connection.contains("://") && !hosts.startsWith("/")) {
      splitPorts(fields, hosts);
    }
    String named = fields.getOrDefault("host", "");
    fields.put("hostaddr", addresses(given == null ? named : given));
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + quoted(field.getValue()))
        .collect(Collectors.joining(" "));
  }

  /** The addresses of hosts, both with commas; none for a folder, which holds a local socket. */
  String addresses(String hosts) {
    return each(hosts, this::address);
  }

  private String address(String host) {
    if (host.isEmpty() || host.startsWith("/")) {
      guard.resolve(THIS_MACHINE);
      return "";
    }
    InetAddress address = guard.resolve(host);
    return address.getHostAddress();
  }

  /** A URI names ports beside the hosts. */
  private static void splitPorts(Map<String, String> fields, String hosts) {
    String port = "(?<=[^:]|]):(\\d+)$";
    if (Stream.of(hosts.split(",", -1)).anyMatch(host -> host.matches(".*" + port))) {
      fields.put(
          "port",
          each(hosts, host -> host.matches(".*" + port) ? host.replaceFirst(".*:", "") : ""));
    }
    fields.put("host", each(hosts, host -> host.replaceFirst(port, "").replaceAll("^\\[|]$", "")));
  }

  private static String each(String hosts, UnaryOperator<String> change) {
    return Stream.of(hosts.split(",", -1)).map(change).collect(Collectors.joining(","));
  }

  private static String quoted(String value) {
    return value.matches("[\\w.:/,-]+")
        ? value
        : "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
