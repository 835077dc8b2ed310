package io.noetl.camel.tool.postgres;

import io.noetl.camel.execution.net.HostPort;
import io.noetl.camel.execution.profile.ExecutionProfile;
import io.noetl.camel.tool.CallFields;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.credential.CredentialResolver;
import io.noetl.camel.tool.credential.OpenCredential;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the database of a call: explicit {@code db_*} fields, a connection string, a credential.
 */
public final class PostgresTargets {

  private static final Pattern HOST =
      Pattern.compile("(?<name>[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::(?<port>.*))?");
  // the name that we use, and what else it is called
  private static final List<List<String>> SYNONYMS =
      List.of(
          List.of("db_host", "host", "hostname", "hostaddr"),
          List.of("db_port", "port"),
          List.of("db_user", "user", "username"),
          List.of("db_password", "password"),
          List.of("db_name", "database", "dbname", "db"),
          List.of("sslmode", "db_sslmode"),
          List.of("search_path", "db_schema", "schema"),
          List.of("application_name"),
          List.of("connect_timeout"),
          List.of("options"));
  private static final String[] CONNECTION_STRINGS = {
    "db_conn_string", "dsn", "connection_string", "connection", "database_url", "uri"
  };

  private final CredentialResolver credentials;

  public PostgresTargets(CredentialResolver credentials) {
    this.credentials = credentials;
  }

  /** The database of a call. */
  public PostgresTarget of(ToolCall call) throws ToolFailure {
    Map<String, @Nullable Object> explicit = new LinkedHashMap<>();
    for (Map<String, @Nullable Object> source : List.of(call.config(), call.args())) {
      source.forEach(
          (key, value) -> {
            if (key.startsWith("db_") || List.of(CONNECTION_STRINGS).contains(key)) {
              explicit.put(key, value);
            }
          });
    }
    PostgresTarget target = checked(of(call, explicit), call.profile());
    call.sql().at(target.traced());
    return target;
  }

  private static PostgresTarget checked(PostgresTarget target, ExecutionProfile profile)
      throws ToolFailure {
    for (String place : target.hosts().split(",", -1)) {
      int colon = place.lastIndexOf(':');
      String host = place.substring(0, colon);
      int port = Integer.parseInt(place.substring(colon + 1));
      if (!profile.mayCall(host, port)) {
        throw new ToolFailure(
            "TL0305", "Denied", "postgres: " + ExecutionProfile.closed(host, port));
      }
    }
    return target;
  }

  /** The database that a call's credential and explicit fields name; the fields win. */
  private PostgresTarget of(ToolCall call, Map<String, @Nullable Object> explicit)
      throws ToolFailure {
    Object spec = CredentialResolver.specOf(call);
    Map<String, String> fields = new LinkedHashMap<>();
    String source = "the tool's fields";
    Set<HostPort> servers = Set.of();
    if (spec != null) {
      OpenCredential credential = credentials.one(spec, call);
      source = "credential '" + credential.name() + "'";
      servers = credential.servers();
      collect(credential.data(), fields);
    }
    collect(explicit, fields);
    return target(fields, source, servers);
  }

  /** The database of a connection string of libpq. */
  public static PostgresTarget parse(String connectionString) throws ToolFailure {
    Map<String, String> fields = new LinkedHashMap<>();
    collect(Map.of("dsn", connectionString), fields);
    return target(fields, "the connection string", Set.of());
  }

  private static void collect(Map<String, @Nullable Object> from, Map<String, String> into)
      throws ToolFailure {
    CallFields fields = new CallFields(from);
    String string = fields.text(CONNECTION_STRINGS);
    String value = fields.text("value");
    if (string == null && value != null && ConnectionString.matches(value)) {
      string = value;
    }
    if (string != null) {
      synonyms(new CallFields(new LinkedHashMap<>(ConnectionString.parse(string))), into);
    }
    synonyms(fields, into);
  }

  private static void synonyms(CallFields fields, Map<String, String> into) {
    for (List<String> synonyms : SYNONYMS) {
      String text = fields.text(synonyms.toArray(String[]::new));
      if (text != null) {
        into.put(synonyms.getFirst(), text.strip());
      }
    }
  }

  private static PostgresTarget target(
      Map<String, String> fields, String source, Set<HostPort> servers) throws ToolFailure {
    List<String> missing = new ArrayList<>();
    for (String name : new String[] {"db_host", "db_user", "db_name"}) {
      if (!fields.containsKey(name)) {
        missing.add(name);
      }
    }
    if (!missing.isEmpty()) {
      throw new ToolFailure(
          "TL0301",
          "ConfigError",
          ("Postgres connection is not configured. Missing: %s in %s. Give the step an auth that"
                  + " names a postgres credential with db_host, db_port, db_user, db_password,"
                  + " db_name")
              .formatted(String.join(", ", missing), source));
    }
    Map<String, String> options = new LinkedHashMap<>(fields);
    options.keySet().retainAll(ConnectionString.OPTIONS);
    return new PostgresTarget(
        hosts(fields.getOrDefault("db_host", ""), fields.getOrDefault("db_port", "5432")),
        fields.getOrDefault("db_name", ""),
        fields.getOrDefault("db_user", ""),
        fields.getOrDefault("db_password", ""),
        options,
        servers);
  }

  private static String hosts(String hosts, String port) throws ToolFailure {
    List<String> checked = new ArrayList<>();
    for (String each : hosts.split(",", -1)) {
      Matcher host = HOST.matcher(each);
      if (!host.matches()) {
        throw wrong("db_host: '%s' (expected: a host name or address)".formatted(each));
      }
      String at = host.group("port") == null ? port : host.group("port");
      if (!at.matches("[1-9][0-9]{0,4}")) {
        throw wrong("db_port: '%s' (expected: 1 to 65535)".formatted(at));
      }
      checked.add(host.group("name") + ":" + at);
    }
    return String.join(",", checked);
  }

  private static ToolFailure wrong(String message) {
    return new ToolFailure("TL0301", "ConfigError", message);
  }
}
