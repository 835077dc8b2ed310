package io.noetl.camel.tool.postgres;

import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.sql.SqlName;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What the catalog says of a table.
 *
 * @param types the columns' types by name; arrays begin with {@code _}
 * @param required the columns that a new row has to name: not null, without a default
 * @param primaryKey the columns of the primary key; empty where there is none
 * @param copies whether COPY writes to it: a view takes INSERT only
 */
record TableColumns(
    Map<String, String> types, Set<String> required, List<String> primaryKey, boolean copies) {

  // a domain counts as what it is based on; generated columns take no values
  private static final String QUERY =
      """
      SELECT a.attname, coalesce(b.typname, t.typname), coalesce(a.attnum = ANY (i.indkey), false),
             c.relkind IN ('r', 'p'), a.attnotnull AND NOT a.atthasdef AND a.attidentity = ''
      FROM pg_attribute a
      JOIN pg_class c ON c.oid = a.attrelid
      JOIN pg_type t ON t.oid = a.atttypid
      LEFT JOIN pg_type b ON t.typtype = 'd' AND b.oid = t.typbasetype
      LEFT JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisprimary
      WHERE a.attrelid = to_regclass(?) AND a.attnum > 0 AND NOT a.attisdropped
        AND a.attgenerated = ''
      ORDER BY a.attnum
      """;

  static TableColumns read(PostgresSession session, SqlName table)
      throws SQLException, ToolFailure {
    Map<String, String> types = new LinkedHashMap<>();
    Set<String> required = new HashSet<>();
    List<String> key = new ArrayList<>();
    boolean copies = true;
    try (PreparedStatement statement = session.connection().prepareStatement(QUERY)) {
      statement.setString(1, table.quoted());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          types.put(rows.getString(1), rows.getString(2));
          if (rows.getBoolean(3)) {
            key.add(rows.getString(1));
          }
          copies = rows.getBoolean(4);
          if (rows.getBoolean(5)) {
            required.add(rows.getString(1));
          }
        }
      }
    }
    if (types.isEmpty()) {
      throw new ToolFailure(
          "TL0402",
          "SqlNameError",
          "table %s does not exist: create it in a postgres step before".formatted(table));
    }
    return new TableColumns(types, required, key, copies);
  }

  /** The table's column of a name: the same, else the same in lower case. */
  String resolve(String name, SqlName table) throws ToolFailure {
    if (types.containsKey(name)) {
      return name;
    }
    String lower = name.toLowerCase(Locale.ROOT);
    if (types.containsKey(lower)) {
      return lower;
    }
    throw new ToolFailure(
        "TL0402",
        "SqlNameError",
        "table %s has no column '%s' (expected: of %s)"
            .formatted(table, name, String.join(", ", types.keySet())));
  }

  /** The types of columns. */
  List<String> types(List<String> columns) {
    return columns.stream().map(column -> types.getOrDefault(column, "text")).toList();
  }
}
