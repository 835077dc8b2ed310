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
    if (columns.isEmpty()) {
      return "INSERT INTO " + table + " DEFAULT VALUES";
    }
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
    return "INSERT INTO %s (%s) SELECT %s FROM %s AS s%s"
        .formatted(table, list(columns), list(columns), lastStaged(), conflict());
  }

  /**
   * The merge where a new row would need columns that these rows do not name: those that are there
   * are updated first, and only the others inserted.
   */
  List<String> mergeByUpdate() {
    return List.of(
        "UPDATE %s AS t SET %s FROM %s AS s WHERE %s"
            .formatted(table, each("%1$s = s.%1$s", ", ", others()), lastStaged(), sameKey()),
        "INSERT INTO %s (%s) SELECT %s FROM %s AS s WHERE NOT EXISTS (SELECT 1 FROM %s AS t WHERE %s)%s"
            .formatted(
                table, list(columns), list(columns), lastStaged(), table, sameKey(), conflict()));
  }

  String dropStaging() {
    return "DROP TABLE " + STAGING;
  }

  /** Updates the row of a key; its parameters are the other columns, then the key. */
  String update() {
    return "UPDATE %s SET %s WHERE %s"
        .formatted(table, each("%s = ?", ", ", others()), each("%s = ?", " AND ", key));
  }

  /** The columns that are not the key. */
  List<String> others() {
    return columns.stream().filter(column -> !key.contains(column)).toList();
  }

  private String lastStaged() {
    return "(SELECT DISTINCT ON (%s) %s FROM %s ORDER BY %s, noetl_row DESC)"
        .formatted(list(key), list(columns), STAGING, list(key));
  }

  private String sameKey() {
    return each("t.%1$s = s.%1$s", " AND ", key);
  }

  private String conflict() {
    if (key.isEmpty()) {
      return "";
    }
    String sets = each("%1$s = EXCLUDED.%1$s", ", ", others());
    return " ON CONFLICT (%s) DO %s"
        .formatted(list(key), sets.isEmpty() ? "NOTHING" : "UPDATE SET " + sets);
  }

  private static String each(String pattern, String between, List<String> names) {
    return names.stream()
        .map(name -> pattern.formatted(SqlName.quote(name)))
        .collect(Collectors.joining(between));
  }

  private static String list(List<String> names) {
    return each("%s", ", ", names);
  }
}
