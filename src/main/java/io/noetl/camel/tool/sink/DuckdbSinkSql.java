package io.noetl.camel.tool.sink;

import io.noetl.camel.tool.Json;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.postgres.WriteMode;
import io.noetl.camel.tool.sql.SqlName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Statements that store rows in a table of DuckDB, which is made where it is not there. Values are
 * literals: DuckDB knows no escape in them but the doubled quote.
 */
final class DuckdbSinkSql {

  private DuckdbSinkSql() {}

  static List<String> of(SqlName table, WriteMode mode, List<String> key, SinkRows rows)
      throws ToolFailure {
    if (mode == WriteMode.UPSERT && !rows.columns().containsAll(key)) {
      throw new ToolFailure(
          "TL0403",
          "ConfigError",
          "key: %s is not in the data (it has %s)".formatted(key, rows.columns()));
    }
    String columns = list(rows.columns());
    String values =
        rows.rows().stream()
            .map(
                row ->
                    row.stream()
                        .map(DuckdbSinkSql::literal)
                        .collect(Collectors.joining(", ", "(", ")")))
            .collect(Collectors.joining(", "));
    String source = "(VALUES %s) AS v(%s)".formatted(values, columns);
    List<String> statements = new ArrayList<>();
    statements.add(
        "CREATE TABLE IF NOT EXISTS %s AS SELECT * FROM %s LIMIT 0"
            .formatted(table.quoted(), source));
    switch (mode) {
      case INSERT -> {}
      case REPLACE -> statements.add("DELETE FROM " + table.quoted());
      case UPSERT ->
          statements.add(
              "DELETE FROM %s WHERE (%s) IN (SELECT %s FROM %s)"
                  .formatted(table.quoted(), list(key), list(key), source));
    }
    statements.add(
        "INSERT INTO %s (%s) SELECT * FROM %s".formatted(table.quoted(), columns, source));
    return statements;
  }

  private static String list(List<String> names) {
    return names.stream().map(SqlName::quote).collect(Collectors.joining(", "));
  }

  private static String literal(@Nullable Object value) {
    return switch (value) {
      case null -> "NULL";
      case Boolean flag -> flag.toString();
      case Double number when !Double.isFinite(number) -> "'" + number + "'::DOUBLE";
      case Number number -> number.toString();
      case Map<?, ?> map -> quote(Json.write(map)) + "::JSON";
      case Collection<?> list -> quote(Json.write(list)) + "::JSON";
      default -> quote(value.toString());
    };
  }

  private static String quote(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
