package io.noetl.camel.compiler;

import io.noetl.camel.playbook.ToolSpec;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says in words what a tool does and to what: its kind and its target. Of an address it tells no
 * user, password and query, of SQL no literal: secrets stand there.
 */
final class ToolText {
  private static final Set<String> SQL = Set.of("postgres", "duckdb", "ducklake", "snowflake");
  private static final List<String> STATEMENTS =
      List.of(
          "query", "command", "sql", "statement", "commands", "queries", "statements", "script");
  private static final Pattern PRIVATE = Pattern.compile("//[^/@\\s]*@");
  private static final Pattern REST = Pattern.compile("[?#].*", Pattern.DOTALL);
  private static final Pattern COMMENT = Pattern.compile("(?m)--.*$|(?s)/\\*.*?\\*/");
  private static final Pattern LITERAL = Pattern.compile("['$].*", Pattern.DOTALL);
  private static final int LONGEST = 60;

  private ToolText() {}

  /** Kind and target: {@code http GET https://api.example.com/orders}. */
  static String of(ToolSpec tool) {
    String target = target(tool.kind(), tool.config());
    return target.isEmpty() ? tool.kind() : tool.kind() + " " + target;
  }

  private static String target(String kind, Map<String, @Nullable Object> config) {
    if (SQL.contains(kind)) {
      return (on(config.get("auth")) + statement(config)).strip();
    }
    return switch (kind) {
      case "http" -> (first(config, "method") + " " + address(config)).strip();
      case "playbook" -> first(config, "path", "playbook_path", "resource_path");
      case "workbook" -> first(config, "task", "name");
      case "container" -> first(config, "image");
      case "secrets" -> first(config, "provider");
      case "gcs" -> REST.matcher(first(config, "destination")).replaceAll("");
      default -> "";
    };
  }

  private static String on(@Nullable Object auth) {
    return auth instanceof String name ? "on " + name + ": " : "";
  }

  private static String address(Map<String, @Nullable Object> config) {
    String address = first(config, "endpoint", "url");
    return REST.matcher(PRIVATE.matcher(address).replaceAll("//")).replaceAll("");
  }

  private static String statement(Map<String, @Nullable Object> config) {
    for (String field : STATEMENTS) {
      Object value = config.get(field);
      Object sql = value instanceof List<?> list && !list.isEmpty() ? list.getFirst() : value;
      if (sql instanceof String text && !text.isBlank()) {
        String plain = COMMENT.matcher(text).replaceAll(" ").strip().replaceAll("\\s+", " ");
        String words = LITERAL.matcher(plain).replaceAll("…");
        return words.length() > LONGEST ? words.substring(0, LONGEST) + "…" : words;
      }
    }
    return "";
  }

  private static String first(Map<String, @Nullable Object> config, String... fields) {
    for (String field : fields) {
      if (config.get(field) instanceof String text) {
        return text;
      }
    }
    return "";
  }
}
