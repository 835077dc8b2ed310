package io.noetl.camel.execution.net;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A server: a host with one of its ports.
 *
 * @param host a name or an address, in lower case
 * @param port its port
 */
public record HostPort(String host, int port) {
  private static final List<String> HOSTS = List.of("db_host", "host", "hostname", "sf_host");
  private static final List<String> PORTS = List.of("db_port", "port");
  private static final List<String> URLS =
      List.of(
          "endpoint",
          "endpoint_url",
          "url",
          "nats_url",
          "servers",
          "base_url",
          "token_url",
          "token_uri",
          "dsn",
          "connection_string",
          "database_url",
          "bootstrap_servers",
          "brokers",
          "uri");
  private static final Map<String, Integer> SCHEMES =
      Map.of(
          "https",
          443,
          "http",
          80,
          "postgresql",
          5432,
          "postgres",
          5432,
          "nats",
          4222,
          "tls",
          4222);

  public HostPort {
    host = host.toLowerCase(Locale.ROOT).replaceAll("\\.$", "").replaceAll("^\\[|\\]$", "");
  }

  /**
   * The servers that a credential's fields name: a host with its port, or with the usual ones, and
   * the hosts of URLs. What can't be read names none.
   *
   * @param usual the ports of a host that stands there without one
   */
  public static Set<HostPort> of(
      Map<String, ? extends @Nullable Object> fields, List<Integer> usual) {
    Set<HostPort> found = new LinkedHashSet<>();
    List<Integer> ports =
        PORTS.stream()
            .flatMap(field -> texts(fields, field).stream())
            .map(HostPort::number)
            .toList();
    for (String field : HOSTS) {
      for (String host : texts(fields, field)) {
        add(found, host, ports.isEmpty() ? usual : ports);
      }
    }
    for (String field : URLS) {
      texts(fields, field).forEach(url -> add(found, url, usual));
    }
    return found;
  }

  private static List<String> texts(Map<String, ? extends @Nullable Object> fields, String field) {
    Object value = fields.get(field);
    String text = value == null ? "" : value.toString().strip();
    return text.isEmpty() ? List.of() : List.of(text.split("\\s*,\\s*"));
  }

  private static int number(String port) {
    return port.matches("[0-9]{1,5}") ? Integer.parseInt(port) : 0;
  }

  private static void add(Set<HostPort> found, String text, List<Integer> usual) {
    try {
      URI uri = new URI(text.contains("://") ? text.replaceFirst("^jdbc:", "") : "any://" + text);
      String host = uri.getHost();
      if (host == null) {
        return;
      }
      Integer ofScheme = SCHEMES.get(uri.getScheme().toLowerCase(Locale.ROOT));
      List<Integer> ports =
          uri.getPort() > 0 ? List.of(uri.getPort()) : ofScheme == null ? usual : List.of(ofScheme);
      ports.forEach(port -> found.add(new HostPort(host, port)));
    } catch (java.net.URISyntaxException e) {
      // it names no server that could be called by this name
    }
  }
}
