package io.noetl.camel.tool.sink;

import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.ToolJson;
import io.noetl.camel.tool.postgres.RowSource;
import io.noetl.camel.tool.postgres.WriteMode;
import io.noetl.camel.tool.sql.SqlName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Statements that store rows in a table of DuckDB, which is made where it is not there. Values are
 * literals: DuckDB knows no escape in them but the doubled quote.
 */
final class DuckdbSinkSql {

  private DuckdbSinkSql() {}

  static List<String> of(SqlName table, WriteMode mode, List<String> key, SinkRows rows)
      throws ToolFailure {
    List<String> statements = new ArrayList<>();
    statements.add(
        "CREATE TABLE IF NOT EXISTS %s AS SELECT * FROM %s LIMIT 0"
            .formatted(table.quoted(), source(rows.columns(), rows.rows())));
    if (mode == WriteMode.REPLACE) {
      statements.add("DELETE FROM " + table.quoted());
    }
    List<List<@Nullable Object>> run = new ArrayList<>();
    List<String> named = List.of();
    for (List<@Nullable Object> row : rows.rows()) {
      List<String> own = named(rows.columns(), row);
      if (!own.equals(named)) {
        write(table, mode, key, rows.columns(), named, run, statements);
        run.clear();
        named = own;
      }
      run.add(row);
    }
    write(table, mode, key, rows.columns(), named, run, statements);
    return statements;
  }

  /** The statements for rows that name the same columns. */
  private static void write(
      SqlName table,
      WriteMode mode,
      List<String> key,
      List<String> all,
      List<String> columns,
      List<List<@Nullable Object>> rows,
      List<String> statements)
      throws ToolFailure {
    if (rows.isEmpty()) {
      return;
    }
    if (mode == WriteMode.UPSERT && (key.isEmpty() || !columns.containsAll(key))) {
      throw new ToolFailure(
          "TL0403",
          "ConfigError",
          "key: %s is not in the data (it has %s)".formatted(key, columns));
    }
    String source =
        source(columns, mode == WriteMode.UPSERT ? lastOfEachKey(rows, all, key) : rows);
    String insert =
        "INSERT INTO %s (%s) SELECT * FROM %s".formatted(table.quoted(), list(columns), source);
    if (mode != WriteMode.UPSERT) {
      statements.add(insert);
      return;
    }
    List<String> others = columns.stream().filter(column -> !key.contains(column)).toList();
    String same = each("t.%1$s = v.%1$s", " AND ", key);
    if (!others.isEmpty()) {
      statements.add(
          "UPDATE %s AS t SET %s FROM %s WHERE %s"
              .formatted(table.quoted(), each("%1$s = v.%1$s", ", ", others), source, same));
    }
    statements.add(
        "%s WHERE NOT EXISTS (SELECT 1 FROM %s AS t WHERE %s)"
            .formatted(insert, table.quoted(), same));
  }

  /** Of several rows with the same key the last one counts. */
  private static List<List<@Nullable Object>> lastOfEachKey(
      List<List<@Nullable Object>> rows, List<String> columns, List<String> key) {
    Map<List<String>, List<@Nullable Object>> last = new LinkedHashMap<>();
    for (List<@Nullable Object> row : rows) {
      last.put(key.stream().map(name -> literal(row.get(columns.indexOf(name)))).toList(), row);
    }
    return List.copyOf(last.values());
  }

  private static String source(List<String> columns, List<List<@Nullable Object>> rows) {
    String values =
        rows.stream()
            .map(
                row ->
                    row.stream()
                        .filter(
                            value -> columns.size() == row.size() || !RowSource.isUnnamed(value))
                        .map(DuckdbSinkSql::literal)
                        .collect(Collectors.joining(", ", "(", ")")))
            .collect(Collectors.joining(", "));
    return "(VALUES %s) AS v(%s)".formatted(values, list(columns));
  }

  private static List<String> named(List<String> columns, List<@Nullable Object> row) {
    return IntStream.range(0, columns.size())
        .filter(place -> !RowSource.isUnnamed(row.get(place)))
        .mapToObj(columns::get)
        .toList();
  }

  private static String list(List<String> names) {
    return each("%s", ", ", names);
  }

  private static String each(String pattern, String between, List<String> names) {
    return names.stream()
        .map(name -> pattern.formatted(SqlName.quote(name)))
        .collect(Collectors.joining(between));
  }

  private static String literal(@Nullable Object value) {
    return switch (value) {
      case null -> "NULL";
      case RowSource.Gap gap -> "NULL";
      case Boolean flag -> flag.toString();
      case Double number when !Double.isFinite(number) -> "'" + number + "'::DOUBLE";
      case Number number -> number.toString();
      case Map<?, ?> map -> quote(ToolJson.write(map)) + "::JSON";
      case Collection<?> list -> quote(ToolJson.write(list)) + "::JSON";
      default -> quote(value.toString());
    };
  }

  private static String quote(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
