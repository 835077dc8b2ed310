package io.noetl.camel.tool.postgres;

import io.noetl.camel.tool.ToolFailure;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a result set as maps by column name.
 *
 * @param columns the names; a name that comes again gets {@code _2}, {@code _3}
 * @param rows the rows
 */
public record ResultRows(List<String> columns, List<Map<String, @Nullable Object>> rows) {

  /** Reads a whole result set. */
  public static ResultRows read(ResultSet result, int maxRows) throws SQLException, ToolFailure {
    ResultSetMetaData meta = result.getMetaData();
    List<String> columns = new ArrayList<>();
    List<String> types = new ArrayList<>();
    for (int i = 1; i <= meta.getColumnCount(); i++) {
      columns.add(unique(meta.getColumnLabel(i), columns));
      types.add(meta.getColumnTypeName(i));
    }
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    while (result.next()) {
      if (rows.size() == maxRows) {
        throw new ToolFailure(
            "TL0307",
            "ResultTooLarge",
            "more than %d rows: add a LIMIT, or move them with kind: transfer".formatted(maxRows));
      }
      Map<String, @Nullable Object> row = LinkedHashMap.newLinkedHashMap(columns.size());
      for (int i = 0; i < columns.size(); i++) {
        row.put(columns.get(i), PgText.toJson(types.get(i), result.getString(i + 1)));
      }
      rows.add(row);
    }
    return new ResultRows(columns, rows);
  }

  private static String unique(String label, List<String> taken) {
    String name = label;
    for (int i = 2; taken.contains(name); i++) {
      name = label + "_" + i;
    }
    return name;
  }
}
