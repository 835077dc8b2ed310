package io.noetl.camel.tool.sql;

import io.noetl.camel.tool.ToolFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A table's name as a user writes it, {@code table} or {@code schema.table}; what is not quoted is
 * folded to lower case as PostgreSQL does.
 *
 * @param parts schema and table, unquoted
 */
public record SqlName(List<String> parts) {

  /** Reads a name. */
  public static SqlName parse(String text) throws ToolFailure {
    List<String> parts = new ArrayList<>();
    String rest = text.strip();
    while (true) {
      int end = rest.startsWith("\"") ? quotedEnd(rest) : plainEnd(rest);
      String part = rest.substring(0, end);
      if (part.isEmpty() || part.equals("\"\"")) {
        throw wrong(text);
      }
      parts.add(
          part.startsWith("\"")
              ? part.substring(1, part.length() - 1).replace("\"\"", "\"")
              : part.toLowerCase(Locale.ROOT));
      if (end == rest.length()) {
        break;
      }
      if (rest.charAt(end) != '.') {
        throw wrong(text);
      }
      rest = rest.substring(end + 1);
    }
    if (parts.size() > 2) {
      throw wrong(text);
    }
    return new SqlName(List.copyOf(parts));
  }

  /** The name quoted, for use in a statement. */
  public String quoted() {
    return parts.stream().map(SqlName::quote).collect(Collectors.joining("."));
  }

  /** One identifier, quoted. */
  public static String quote(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  @Override
  public String toString() {
    return String.join(".", parts);
  }

  private static int quotedEnd(String text) {
    int at = 1;
    while (at < text.length()) {
      if (text.charAt(at) == '"') {
        if (at + 1 < text.length() && text.charAt(at + 1) == '"') {
          at++;
        } else {
          return at + 1;
        }
      }
      at++;
    }
    return 0;
  }

  private static int plainEnd(String text) {
    int at = 0;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || "_$-".indexOf(text.charAt(at)) >= 0)) {
      at++;
    }
    return at;
  }

  private static ToolFailure wrong(String text) {
    return new ToolFailure(
        "TL0303", "ConfigError", "table: '%s' (expected: table or schema.table)".formatted(text));
  }
}
