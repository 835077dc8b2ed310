package io.noetl.camel.tool.transfer;

import io.noetl.camel.tool.sql.SqlName;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Statements that store one row of text values; plain names are as the database folds them.
 *
 * @param table the table
 * @param columns its columns
 * @param key the columns that identify a row
 */
record MergeSql(String table, List<String> columns, List<String> key) {

  String insert() {
    return "INSERT INTO %s (%s) VALUES (%s)"
        .formatted(table, list(columns, ", ", name -> name), list(columns, ", ", name -> "?"));
  }

  String merge() {
    List<String> others = columns.stream().filter(column -> !key.contains(column)).toList();
    String update =
        others.isEmpty()
            ? ""
            : " WHEN MATCHED THEN UPDATE SET " + list(others, ", ", name -> name + " = s." + name);
    return "MERGE INTO %s t USING (SELECT %s) s ON %s%s WHEN NOT MATCHED THEN INSERT (%s) VALUES (%s)"
        .formatted(
            table,
            list(columns, ", ", name -> "? AS " + name),
            list(key, " AND ", name -> "t." + name + " = s." + name),
            update,
            list(columns, ", ", name -> name),
            list(columns, ", ", name -> "s." + name));
  }

  private static String identifier(String name) {
    return name.matches("[A-Za-z_][\\w$]*") ? name : SqlName.quote(name);
  }

  private static String list(List<String> names, String by, UnaryOperator<String> each) {
    return names.stream().map(MergeSql::identifier).map(each).collect(Collectors.joining(by));
  }
}
