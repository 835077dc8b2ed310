package io.noetl.camel.component.python.duckdb;

import io.noetl.camel.component.duckdb.DuckDbRows;
import io.noetl.camel.component.duckdb.JdbcSql;
import io.noetl.camel.component.duckdb.OpenedDuckDb;
import io.noetl.camel.component.duckdb.SqlParameter;
import io.noetl.camel.tool.sql.Dialect;
import io.noetl.camel.tool.sql.SqlScript;
import io.noetl.camel.tool.sql.SqlStatement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One connection of Python code, with the result that is open on it. */
final class PyDuckDbSession implements AutoCloseable {
  private final OpenedDuckDb database;
  private volatile @Nullable Statement statement;
  private @Nullable ResultSet rows;
  private List<String> types = List.of();

  PyDuckDbSession(OpenedDuckDb database) {
    this.database = database;
  }

  /** Another connection to the same database. */
  OpenedDuckDb another() throws SQLException {
    return database.another();
  }

  /**
   * What a statement gave.
   *
   * @param names column names
   * @param types column types, in DuckDB's names
   * @param count how many rows it changed; null where it gives rows of its own or changes none
   */
  record Description(List<String> names, List<String> types, @Nullable Long count) {

    static Description single(String name, String type, @Nullable Long count) {
      return new Description(List.of(name), List.of(type), count);
    }

    List<@Nullable Object> reply() {
      return Arrays.asList(names, types, count);
    }
  }

  /**
   * Runs SQL. Several sets of parameters run the same statement for each; the last result stays.
   *
   * @return null when the text holds no statement
   */
  @Nullable Description execute(String sql, List<Map<String, SqlParameter>> sets)
      throws SQLException {
    closeResult();
    List<SqlStatement> statements = SqlScript.parse(sql, Dialect.DUCKDB);
    if (statements.isEmpty()) {
      return null;
    }
    for (SqlStatement each : statements) {
      database.check(each);
    }
    SqlStatement last = statements.getLast();
    Description description = null;
    String prepared = null;
    for (Map<String, SqlParameter> parameters : sets) {
      if (sets.size() > 1) {
        checkCount(last, parameters.size());
      }
      JdbcSql bound = JdbcSql.of(sql, last, parameters);
      if (!bound.sql().equals(prepared)) {
        closeResult();
        String text = bound.sql();
        statement = database.call(() -> database.connection().prepareStatement(text));
        prepared = bound.sql();
      }
      description =
          database.call(() -> run((PreparedStatement) open(), bound.values(), last.keyword()));
    }
    return description;
  }

  private static void checkCount(SqlStatement statement, int given) throws SQLException {
    long bare = statement.placeholders().stream().filter(p -> p.name().isEmpty()).count();
    if (bare > 0 && bare != given) {
      throw new SQLException(
          "Invalid Input Error: Prepared statement needs "
              + bare
              + " parameters, "
              + given
              + " given");
    }
  }

  private Statement open() {
    Statement current = statement;
    if (current == null) {
      throw new IllegalStateException("no statement is open");
    }
    return current;
  }

  private Description run(PreparedStatement prepared, List<@Nullable Object> values, String keyword)
      throws SQLException {
    for (int i = 0; i < values.size(); i++) {
      prepared.setObject(i + 1, values.get(i));
    }
    if (prepared.execute()) {
      ResultSet result = prepared.getResultSet();
      rows = result;
      return describe(result.getMetaData());
    }
    long count = prepared.getLargeUpdateCount();
    if (count >= 0) {
      return Description.single("Count", "BIGINT", count);
    }
    return keyword.equals("CREATE")
        ? Description.single("Count", "BIGINT", KeptResult.count(prepared))
        : Description.single("Success", "BOOLEAN", null);
  }

  private Description describe(ResultSetMetaData data) throws SQLException {
    List<String> names = new ArrayList<>();
    types = new ArrayList<>();
    for (int i = 1; i <= data.getColumnCount(); i++) {
      names.add(data.getColumnName(i));
      types.add(data.getColumnTypeName(i));
    }
    return new Description(names, types, null);
  }

  /**
   * The next rows, by column.
   *
   * @param most how many at most; -1 for all
   * @return for each column what {@link DuckDbColumn} holds
   */
  List<Object> fetch(int most) throws SQLException {
    List<List<@Nullable Object>> raw = new ArrayList<>();
    types.forEach(type -> raw.add(new ArrayList<>()));
    ResultSet result = rows;
    for (int n = 0; result != null && n != most; n++) {
      if (!DuckDbRows.next(result)) {
        closeResult();
        break;
      }
      for (int i = 0; i < raw.size(); i++) {
        raw.get(i).add(cell(result, i + 1));
      }
    }
    List<Object> columns = new ArrayList<>();
    for (int i = 0; i < raw.size(); i++) {
      columns.add(DuckDbColumn.of(raw.get(i), types.get(i)).reply());
    }
    return columns;
  }

  private static @Nullable Object cell(ResultSet result, int column) throws SQLException {
    try {
      return result.getObject(column);
    } catch (DateTimeException e) {
      throw new SQLException(
          "Conversion Error: column "
              + result.getMetaData().getColumnName(column)
              + " has a time that can't be read ("
              + e.getMessage()
              + "): cast it to VARCHAR",
          e);
    }
  }

  /** Stops what runs on it; called from another thread. */
  void cancel() {
    Statement running = statement;
    if (running != null) {
      try {
        running.cancel();
      } catch (SQLException e) {
        // it has just ended
      }
    }
  }

  private void closeResult() throws SQLException {
    Statement open = statement;
    statement = null;
    rows = null;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void close() throws SQLException {
    closeResult();
    database.close();
  }
}
