package io.noetl.camel.component.duckdb;

import io.noetl.camel.tool.sql.Dialect;
import io.noetl.camel.tool.sql.SqlScript;
import io.noetl.camel.tool.sql.SqlStatement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The statements of a step.
 *
 * @param field the field that they stand in
 * @param lines on which line of the field's text each begins, 0 for the first
 * @param statements in order
 */
record DuckDbCommands(String field, List<Integer> lines, List<SqlStatement> statements) {
  private static final List<String> ENCODED =
      List.of(
          "command_b64",
          "commands_b64",
          "query_b64",
          "queries_b64",
          "sql_b64",
          "script_b64",
          "cmd_b64",
          "cmds_b64",
          "statement_b64");
  private static final List<String> PLAIN =
      List.of(
          "query",
          "queries",
          "command",
          "commands",
          "cmd",
          "cmds",
          "sql",
          "statement",
          "statements");

  /** {@code # a comment}, but not {@code #1}, which is DuckDB's first column. */
  private static final Pattern HASH_COMMENT = Pattern.compile("(?m)^[ \\t]*#(?!\\d).*$");

  /** Where the SQL of a step is missing or unreadable. */
  static final class NoSqlException extends Exception {
    NoSqlException(String message) {
      super(message);
    }
  }

  /** From a step's fields, {@code script} first, Base64 before plain ones. */
  static DuckDbCommands of(Map<String, @Nullable Object> config) throws NoSqlException {
    if (config.get("script") instanceof String script && !script.isBlank()) {
      return commands("script", List.of(script));
    }
    for (String field : ENCODED) {
      if (config.get(field) != null) {
        return commands(field, List.of(decode(field, String.valueOf(config.get(field)))));
      }
    }
    for (String field : PLAIN) {
      Object value = config.get(field);
      if (value != null) {
        return commands(field, value instanceof List<?> list ? list : List.of(value));
      }
    }
    throw new NoSqlException("No SQL command provided (expected: one of " + PLAIN + ")");
  }

  private static DuckDbCommands commands(String field, List<?> texts) throws NoSqlException {
    List<SqlStatement> statements = new ArrayList<>();
    List<Integer> lines = new ArrayList<>();
    for (Object text : texts) {
      String sql = HASH_COMMENT.matcher(String.valueOf(text)).replaceAll("");
      if (sql.indexOf('\0') >= 0) {
        throw new NoSqlException(field + " holds the character U+0000, where DuckDB's reader ends");
      }
      for (SqlStatement statement : SqlScript.parse(sql, Dialect.DUCKDB)) {
        statements.add(statement);
        lines.add(
            (int) sql.substring(0, statement.offset()).chars().filter(c -> c == '\n').count());
      }
    }
    if (statements.isEmpty()) {
      throw new NoSqlException(field + " holds no SQL statement (expected: at least one)");
    }
    return new DuckDbCommands(field, lines, statements);
  }

  private static String decode(String field, String encoded) throws NoSqlException {
    try {
      byte[] bytes = Base64.getDecoder().decode(encoded.replaceAll("\\s", ""));
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new NoSqlException(field + ": not Base64: " + e.getMessage());
    }
  }

  /** Whether some statement mentions a text; for extensions that it needs. */
  boolean mention(Pattern pattern) {
    return statements.stream().anyMatch(statement -> pattern.matcher(statement.text()).find());
  }
}
