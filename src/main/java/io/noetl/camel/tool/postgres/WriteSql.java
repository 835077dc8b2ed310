package io.noetl.camel.tool.postgres;

import io.noetl.camel.tool.sql.SqlName;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The statements that write rows.
 *
 * @param table the table, quoted
 * @param columns its columns
 * @param key the key of an upsert; empty for a plain insert
 */
record WriteSql(String table, List<String> columns, List<String> key) {

  private static final String STAGING = "pg_temp.noetl_staging";

  String insert() {
    String places = columns.stream().map(column -> "?").collect(Collectors.joining(", "));
    return "INSERT INTO %s (%s) VALUES (%s)%s".formatted(table, list(columns), places, conflict());
  }

  String copy() {
    return "COPY %s (%s) FROM STDIN".formatted(key.isEmpty() ? table : STAGING, list(columns));
  }

  List<String> createStaging() {
    return List.of(
        "CREATE TEMP TABLE noetl_staging ON COMMIT DROP AS SELECT %s FROM %s WITH NO DATA"
            .formatted(list(columns), table),
        "ALTER TABLE " + STAGING + " ADD COLUMN noetl_row bigserial");
  }

  /** Of several staged rows with the same key the last one counts. */
  String merge() {
    return "INSERT INTO %s (%s) SELECT DISTINCT ON (%s) %s FROM %s ORDER BY %s, noetl_row DESC%s"
        .formatted(table, list(columns), list(key), list(columns), STAGING, list(key), conflict());
  }

  private String conflict() {
    if (key.isEmpty()) {
      return "";
    }
    String sets =
        columns.stream()
            .filter(column -> !key.contains(column))
            .map(SqlName::quote)
            .map(column -> column + " = EXCLUDED." + column)
            .collect(Collectors.joining(", "));
    return " ON CONFLICT (%s) DO %s"
        .formatted(list(key), sets.isEmpty() ? "NOTHING" : "UPDATE SET " + sets);
  }

  private static String list(List<String> names) {
    return names.stream().map(SqlName::quote).collect(Collectors.joining(", "));
  }
}
