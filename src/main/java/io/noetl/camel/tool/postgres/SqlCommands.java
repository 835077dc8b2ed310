package io.noetl.camel.tool.postgres;

import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.sql.Dialect;
import io.noetl.camel.tool.sql.SqlScript;
import io.noetl.camel.tool.sql.SqlStatement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The statements of a call, in whichever field they stand.
 *
 * @param field the field
 * @param statements the statements
 */
public record SqlCommands(String field, List<SqlStatement> statements) {

  private static final List<String> PLAIN =
      List.of(
          "script",
          "query",
          "queries",
          "command",
          "commands",
          "cmd",
          "cmds",
          "sql",
          "statement",
          "statements");

  /**
   * Reads the statements of a tool's fields: {@code script}, else a field that ends in {@code
   * _b64}, else the first of {@code query command cmd sql statement} and their plurals; text or a
   * list of texts.
   */
  public static SqlCommands of(Map<String, @Nullable Object> config) throws ToolFailure {
    SqlCommands found = config.get("script") instanceof String ? read(config, "script") : null;
    for (int i = 0; i < PLAIN.size() && found == null; i++) {
      found = readEncoded(config, PLAIN.get(i) + "_b64");
    }
    for (int i = 0; i < PLAIN.size() && found == null; i++) {
      found = read(config, PLAIN.get(i));
    }
    if (found == null || found.statements.isEmpty()) {
      throw wrong(
          "No SQL command provided (expected: statements in one of %s)"
              .formatted(String.join(", ", PLAIN)));
    }
    return found;
  }

  /** Whether one of the fields of a command is there. */
  public static boolean isIn(Map<String, @Nullable Object> config) {
    return PLAIN.stream()
        .anyMatch(field -> config.get(field) != null || config.get(field + "_b64") != null);
  }

  private static @Nullable SqlCommands read(Map<String, @Nullable Object> config, String field)
      throws ToolFailure {
    return switch (config.get(field)) {
      case null -> null;
      case String text ->
          text.isBlank() ? null : new SqlCommands(field, SqlScript.parse(text, Dialect.POSTGRES));
      case List<?> list -> {
        List<SqlStatement> statements = new ArrayList<>();
        for (Object item : list) {
          if (!(item instanceof String text)) {
            throw wrong("%s: expected a list of SQL texts".formatted(field));
          }
          statements.addAll(SqlScript.parse(text, Dialect.POSTGRES));
        }
        yield new SqlCommands(field, statements);
      }
      default -> throw wrong("%s: expected SQL text or a list of SQL texts".formatted(field));
    };
  }

  private static @Nullable SqlCommands readEncoded(
      Map<String, @Nullable Object> config, String field) throws ToolFailure {
    if (!(config.get(field) instanceof String text) || text.isBlank()) {
      return null;
    }
    try {
      byte[] sql = Base64.getMimeDecoder().decode(text);
      return new SqlCommands(
          field, SqlScript.parse(new String(sql, StandardCharsets.UTF_8), Dialect.POSTGRES));
    } catch (IllegalArgumentException e) {
      throw wrong("%s: expected base64 of UTF-8 SQL text".formatted(field));
    }
  }

  private static ToolFailure wrong(String message) {
    return new ToolFailure("TL0302", "ConfigError", message);
  }
}
