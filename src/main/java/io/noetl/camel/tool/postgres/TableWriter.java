package io.noetl.camel.tool.postgres;

import io.noetl.camel.tool.ToolFailure;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;
import org.postgresql.core.BaseConnection;

/**
 * Writes rows to a table in one transaction: a single row by INSERT, more by COPY, an upsert of
 * many by COPY to a staging table and one merge. Values are sent as text and read by the server as
 * the columns' types; maps and lists are JSON or arrays, as the column is.
 */
public final class TableWriter {

  private static final String NO_UNIQUE_INDEX = "42P10";

  private final PostgresSession session;

  public TableWriter(PostgresSession session) {
    this.session = session;
  }

  /** Writes all rows and tells how many they were. */
  public long write(TableWrite write, RowSource rows)
      throws SQLException, IOException, ToolFailure {
    TableColumns table = TableColumns.read(session, write.table());
    List<String> columns = resolve(write.columns(), table, write);
    List<String> key = key(write, table);
    WriteSql sql = new WriteSql(write.table().quoted(), columns, key);
    List<String> types = columns.stream().map(table::type).toList();
    session.connection().setAutoCommit(false);
    try {
      if (write.mode() == WriteMode.REPLACE) {
        execute("TRUNCATE TABLE " + write.table().quoted());
      }
      long count = write(sql, types, rows, table.copies());
      session.connection().commit();
      return count;
    } catch (SQLException e) {
      if (NO_UNIQUE_INDEX.equals(e.getSQLState())) {
        throw new ToolFailure(
            "TL0403",
            "SqlNameError",
            "table %s has no unique index on (%s), which an upsert needs: create one, or name its columns as key"
                .formatted(write.table(), String.join(", ", key)));
      }
      throw e;
    }
  }

  private long write(WriteSql sql, List<String> types, RowSource rows, boolean copies)
      throws SQLException, IOException, ToolFailure {
    List<@Nullable Object> first = rows.next();
    if (first == null) {
      return 0;
    }
    List<@Nullable Object> second = rows.next();
    if (second == null || !copies) {
      return insert(sql, types, first, second, rows);
    }
    if (sql.key().isEmpty()) {
      return copy(sql, types, first, second, rows);
    }
    for (String statement : sql.createStaging()) {
      execute(statement);
    }
    long count = copy(sql, types, first, second, rows);
    execute(sql.merge());
    return count;
  }

  private long insert(
      WriteSql sql,
      List<String> types,
      List<@Nullable Object> first,
      @Nullable List<@Nullable Object> second,
      RowSource rows)
      throws SQLException, IOException, ToolFailure {
    long count = 0;
    try (PreparedStatement statement = session.connection().prepareStatement(sql.insert())) {
      session.running(statement::cancel);
      List<@Nullable Object> row = first;
      while (row != null) {
        for (int i = 0; i < types.size(); i++) {
          statement.setObject(i + 1, PgValues.toText(types.get(i), row.get(i)), Types.OTHER);
        }
        statement.executeUpdate();
        row = count == 0 ? second : rows.next();
        count++;
      }
      return count;
    } finally {
      session.running(null);
    }
  }

  private long copy(
      WriteSql sql,
      List<String> types,
      List<@Nullable Object> first,
      List<@Nullable Object> second,
      RowSource rows)
      throws SQLException, IOException, ToolFailure {
    BaseConnection connection = session.connection().unwrap(BaseConnection.class);
    CopyIn copy = connection.getCopyAPI().copyIn(sql.copy());
    try {
      session.running(connection::cancelQuery);
      CopyStream stream = new CopyStream(copy, types);
      stream.write(first);
      for (List<@Nullable Object> row = second; row != null; row = rows.next()) {
        stream.write(row);
      }
      return stream.end();
    } finally {
      session.running(null);
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  private void execute(String sql) throws SQLException {
    Connection connection = session.connection();
    try (Statement statement = connection.createStatement()) {
      session.running(statement::cancel);
      statement.execute(sql);
    } finally {
      session.running(null);
    }
  }

  private static List<String> key(TableWrite write, TableColumns table) throws ToolFailure {
    if (write.mode() != WriteMode.UPSERT) {
      return List.of();
    }
    List<String> names = write.key().isEmpty() ? table.primaryKey() : write.key();
    if (names.isEmpty()) {
      throw new ToolFailure(
          "TL0403",
          "ConfigError",
          "mode: upsert needs key: table %s has no primary key".formatted(write.table()));
    }
    return resolve(names, table, write);
  }

  private static List<String> resolve(List<String> names, TableColumns table, TableWrite write)
      throws ToolFailure {
    List<String> columns = new ArrayList<>();
    for (String name : names) {
      columns.add(table.resolve(name, write.table()));
    }
    return columns;
  }
}
