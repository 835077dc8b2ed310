package io.noetl.camel.tool.postgres;

import io.noetl.camel.tool.ToolFailure;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a connection string of libpq, {@code
 * postgresql://user:password@host:port/database?sslmode=…} or {@code host=… dbname='…'}, into the
 * fields of a postgres credential.
 */
public final class ConnectionString {

  /**
   * The options that a playbook may set. The driver has others that load classes and read files:
   * those are refused.
   */
  public static final Set<String> OPTIONS =
      Set.of("sslmode", "connect_timeout", "application_name", "options", "search_path");

  private static final Pattern URI =
      Pattern.compile(
          "(?:jdbc:)?postgres(?:ql)?(?:\\+\\w+)?://(?:(?<user>[^:@/?]*)(?::(?<password>[^@/?]*))?@)?"
              + "(?<hosts>[^/?]*)(?:/(?<database>[^?]*))?(?:\\?(?<query>.*))?");
  private static final Pattern PAIR =
      Pattern.compile(
          "\\s*(?<key>\\w+)\\s*=\\s*(?:'(?<quoted>[^'\\\\]*+(?:\\\\.[^'\\\\]*+){0,1000})'|(?<plain>[^\\s'\\\\]*+(?:\\\\.[^\\s'\\\\]*+){0,1000}))\\s*");

  private ConnectionString() {}

  /** Whether the text looks like a connection string. */
  public static boolean matches(String text) {
    return URI.matcher(text.strip()).matches() || PAIR.matcher(text).lookingAt();
  }

  /** The fields {@code host port dbname user password} and options, as far as they are given. */
  public static Map<String, String> parse(String text) throws ToolFailure {
    Matcher uri = URI.matcher(text.strip());
    return uri.matches() ? fromUri(uri) : fromPairs(text.strip());
  }

  private static Map<String, String> fromUri(Matcher uri) {
    Map<String, String> fields = new LinkedHashMap<>();
    put(fields, "user", uri.group("user"));
    put(fields, "password", uri.group("password"));
    put(fields, "host", uri.group("hosts"));
    put(fields, "dbname", uri.group("database"));
    if (uri.group("query") != null) {
      for (String pair : uri.group("query").split("&", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          put(fields, pair.substring(0, equals), pair.substring(equals + 1));
        }
      }
    }
    return fields;
  }

  private static Map<String, String> fromPairs(String text) throws ToolFailure {
    Map<String, String> fields = new LinkedHashMap<>();
    Matcher pair = PAIR.matcher(text);
    int at = 0;
    while (at < text.length()) {
      if (!pair.find(at) || pair.start() != at) {
        throw new ToolFailure(
            "TL0304",
            "ConfigError",
            "connection string: expected postgresql://user:password@host:port/database"
                + " or host=… port=… dbname=… user=… password=…");
      }
      String value = pair.group("quoted") == null ? pair.group("plain") : pair.group("quoted");
      fields.put(pair.group("key"), value.replaceAll("\\\\(.)", "$1"));
      at = pair.end();
    }
    return fields;
  }

  private static void put(
      Map<String, String> fields, String key, @org.jspecify.annotations.Nullable String value) {
    if (value != null && !value.isEmpty()) {
      fields.put(key, URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8));
    }
  }
}
