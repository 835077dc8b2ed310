package io.noetl.camel.store.console;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads libpq connection strings: URLs, and key=value lists. */
public final class ConnectionStrings {
  private static final Pattern URL =
      Pattern.compile(
          "(?i)postgres(?:ql)?://(?:(?<user>[^:@/?]*)(?::(?<password>[^@/?]*))?@)?"
              + "(?<host>\\[[^\\]]+\\]|[^:/?,]*)(?::(?<port>\\d*))?(?:/(?<database>[^?]*))?(?:\\?(?<query>.*))?");
  private static final Pattern PAIR =
      Pattern.compile(
          "\\s*(?<key>\\w+)\\s*=\\s*(?:'(?<quoted>[^'\\\\]*+(?:\\\\.[^'\\\\]*+){0,1000})'|(?<plain>[^\\s'\\\\]*+(?:\\\\.[^\\s'\\\\]*+){0,1000}))");
  private static final Set<String> KEYS =
      Set.of(
          "host",
          "hostaddr",
          "port",
          "dbname",
          "user",
          "password",
          "sslmode",
          "connect_timeout",
          "application_name",
          "client_encoding",
          "target_session_attrs",
          "gssencmode");

  private ConnectionStrings() {}

  /**
   * Reads a connection string.
   *
   * @throws IllegalArgumentException when it is neither form, names several hosts, or has a key
   *     that is not allowed; the message holds no password
   */
  public static ConnectionTarget parse(String text) {
    String stripped = text.strip();
    Matcher url = URL.matcher(stripped);
    Map<String, String> settings = url.matches() ? ofUrl(url) : ofPairs(stripped);
    return target(settings);
  }

  private static Map<String, String> ofUrl(Matcher url) {
    Map<String, String> settings = new LinkedHashMap<>();
    put(settings, "user", url.group("user"));
    put(settings, "password", url.group("password"));
    put(settings, "host", url.group("host"));
    put(settings, "port", url.group("port"));
    put(settings, "dbname", url.group("database"));
    String query = url.group("query");
    for (String pair : query == null ? new String[0] : query.split("&")) {
      int equals = pair.indexOf('=');
      put(settings, equals < 0 ? pair : pair.substring(0, equals), pair.substring(equals + 1));
    }
    return settings;
  }

  private static void put(Map<String, String> settings, String key, @Nullable String encoded) {
    if (encoded != null && !encoded.isEmpty()) {
      settings.put(key, URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8));
    }
  }

  private static Map<String, String> ofPairs(String text) {
    Map<String, String> settings = new LinkedHashMap<>();
    Matcher pair = PAIR.matcher(text);
    int end = 0;
    while (end < text.length()) {
      if (!pair.find(end) || pair.start() != end) {
        throw new IllegalArgumentException(
            "connection_string is neither a URL (postgresql://user:password@host:port/database)"
                + " nor a list of key=value pairs (host=… port=… dbname=… user=… password=…)");
      }
      String quoted = pair.group("quoted");
      String value = quoted == null ? pair.group("plain") : quoted;
      settings.put(pair.group("key"), value.replaceAll("\\\\(.)", "$1"));
      end = pair.end();
    }
    return settings;
  }

  private static ConnectionTarget target(Map<String, String> settings) {
    for (String key : settings.keySet()) {
      if (!KEYS.contains(key)) {
        throw new IllegalArgumentException(
            "connection_string has the key '%s' (allowed: %s)"
                .formatted(key, String.join(", ", KEYS.stream().sorted().toList())));
      }
    }
    String host = settings.getOrDefault("hostaddr", settings.getOrDefault("host", "localhost"));
    if (host.contains(",") || host.startsWith("/")) {
      throw new IllegalArgumentException(
          "connection_string names several hosts or a socket (expected: one host name or address)");
    }
    String user = settings.get("user");
    return new ConnectionTarget(
        host.replaceAll("^\\[|\\]$", ""),
        port(settings.get("port")),
        settings.getOrDefault("dbname", user == null ? "postgres" : user),
        user,
        settings.get("password"),
        settings.get("sslmode"));
  }

  private static int port(@Nullable String text) {
    try {
      int port = text == null ? ConnectionTarget.DEFAULT_PORT : Integer.parseInt(text);
      if (port > 0 && port < 65536) {
        return port;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException(
        "connection_string has the port '%s' (expected: 1 to 65535)".formatted(text));
  }
}
