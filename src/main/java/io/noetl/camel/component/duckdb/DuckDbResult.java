package io.noetl.camel.component.duckdb;

import io.noetl.camel.component.sql.SqlRows;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A step's result, put together statement by statement. Not thread-safe. */
final class DuckDbResult {
  private static final int SAMPLE = 5;

  private final Map<String, @Nullable Object> map = new LinkedHashMap<>();
  private final int mostRows;
  private long executed;
  private List<Map<String, @Nullable Object>> lastRows = List.of();
  private boolean lastGaveRows;
  private boolean truncated;

  DuckDbResult(int mostRows) {
    this.mostRows = mostRows;
    map.put("executed_commands", 0L);
  }

  void put(String name, @Nullable Object value) {
    map.put(name, value);
  }

  /** Notes a statement that gave no rows. */
  void changed(long count) {
    begin();
    if (count >= 0) {
      map.put(name("_rows_changed"), count);
    }
  }

  /** Takes a statement's rows in: all are counted, the first are kept. */
  void rows(ResultSet result) throws SQLException {
    begin();
    List<String> columns = columns(result.getMetaData());
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    List<List<@Nullable Object>> sample = new ArrayList<>();
    long count = 0;
    while (DuckDbRows.next(result)) {
      if (count < mostRows) {
        List<@Nullable Object> cells = cells(result, columns.size());
        rows.add(named(columns, cells));
        if (count < SAMPLE) {
          sample.add(cells);
        }
      }
      count++;
    }
    map.put(name(""), rows);
    map.put(name("_rows"), count);
    map.put(name("_columns"), columns);
    map.put(name("_sample"), sample);
    truncated = count > rows.size();
    if (truncated) {
      map.put(name("_truncated"), true);
    }
    lastRows = rows;
    lastGaveRows = true;
  }

  /** All rows of a statement. */
  static SqlRows read(ResultSet result, int most) throws SQLException {
    List<String> columns = columns(result.getMetaData());
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    while (result.next()) {
      if (rows.size() == most) {
        throw new SQLException("more than %d rows: add a LIMIT, or raise maxRows".formatted(most));
      }
      rows.add(named(columns, cells(result, columns.size())));
    }
    return new SqlRows(columns, rows);
  }

  private void begin() {
    executed++;
    map.put("executed_commands", executed);
    lastGaveRows = false;
    truncated = false;
  }

  long executed() {
    return executed;
  }

  /** Whether the last statement gave more rows than the result holds. */
  boolean isTruncated() {
    return truncated;
  }

  /** Notes the table that holds all rows of the last statement. */
  void kept(String table) {
    map.put(name("_table"), table);
  }

  private String name(String suffix) {
    return "command_" + executed + suffix;
  }

  private static List<String> columns(ResultSetMetaData data) throws SQLException {
    List<String> columns = new ArrayList<>();
    for (int i = 1; i <= data.getColumnCount(); i++) {
      String name = data.getColumnName(i);
      String unique = name;
      for (int again = 2; columns.contains(unique); again++) {
        unique = name + "_" + again;
      }
      columns.add(unique);
    }
    return columns;
  }

  private static List<@Nullable Object> cells(ResultSet result, int columns) throws SQLException {
    List<@Nullable Object> cells = new ArrayList<>(columns);
    for (int i = 1; i <= columns; i++) {
      cells.add(cell(result, i));
    }
    return cells;
  }

  private static @Nullable Object cell(ResultSet result, int column) throws SQLException {
    try {
      return JsonCell.of(result.getObject(column));
    } catch (DateTimeException e) {
      ResultSetMetaData data = result.getMetaData();
      throw new SQLException(
          "column '%s' has a %s that Java can't hold (%s): select it as text, CAST(… AS VARCHAR)"
              .formatted(
                  data.getColumnName(column), data.getColumnTypeName(column), e.getMessage()),
          e);
    }
  }

  private static Map<String, @Nullable Object> named(
      List<String> columns, List<@Nullable Object> cells) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      row.put(columns.get(i), cells.get(i));
    }
    return row;
  }

  Map<String, @Nullable Object> map() {
    return map;
  }

  /** The rows of the last statement; null where it gave none. */
  @Nullable List<Map<String, @Nullable Object>> lastRows() {
    return lastGaveRows ? lastRows : null;
  }
}
