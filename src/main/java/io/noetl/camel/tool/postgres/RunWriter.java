package io.noetl.camel.tool.postgres;

import io.noetl.camel.tool.ToolFailure;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;
import org.postgresql.core.BaseConnection;

/**
 * Writes rows that name the same columns: a few by INSERT, more by COPY, an upsert of many by COPY
 * to a staging table and a merge. Values are sent as text and read by the server as the columns'
 * types; maps and lists are JSON or arrays, as the column is.
 */
final class RunWriter {

  private final PostgresSession session;
  private final TableColumns table;
  private final WriteSql sql;
  private final List<String> types;
  private final int few;

  /**
   * A writer of a run.
   *
   * @param types of the columns
   * @param few fewer rows than that are written one by one
   */
  RunWriter(
      PostgresSession session, TableColumns table, WriteSql sql, List<String> types, int few) {
    this.session = session;
    this.table = table;
    this.sql = sql;
    this.types = types;
    this.few = few;
  }

  long write(RowSource rows) throws SQLException, IOException, ToolFailure {
    Deque<List<@Nullable Object>> ahead = new ArrayDeque<>();
    while (ahead.size() < few) {
      List<@Nullable Object> row = rows.next();
      if (row == null) {
        break;
      }
      ahead.add(row);
    }
    boolean singly = ahead.size() < few;
    RowSource all = () -> ahead.isEmpty() ? rows.next() : ahead.poll();
    if (singly || !table.copies() || types.isEmpty()) {
      return oneByOne(all);
    }
    if (sql.key().isEmpty()) {
      return copy(all);
    }
    for (String statement : sql.createStaging()) {
      execute(statement);
    }
    long count = copy(all);
    for (String statement : updatesFirst() ? sql.mergeByUpdate() : List.of(sql.merge())) {
      execute(statement);
    }
    execute(sql.dropStaging());
    return count;
  }

  /** Whether an upsert has to update by itself: an insert would miss columns. */
  private boolean updatesFirst() {
    return !sql.key().isEmpty()
        && !sql.others().isEmpty()
        && !sql.columns().containsAll(table.required());
  }

  private long oneByOne(RowSource rows) throws SQLException, IOException, ToolFailure {
    long count = 0;
    try (PreparedStatement insert = session.connection().prepareStatement(sql.insert());
        PreparedStatement update =
            updatesFirst() ? session.connection().prepareStatement(sql.update()) : null) {
      for (List<@Nullable Object> row = rows.next(); row != null; row = rows.next()) {
        if (update == null || run(update, updateOrder(), row) == 0) {
          run(insert, sql.columns(), row);
        }
        count++;
      }
      return count;
    } finally {
      session.running(null);
    }
  }

  private List<String> updateOrder() {
    List<String> order = new ArrayList<>(sql.others());
    order.addAll(sql.key());
    return order;
  }

  private int run(PreparedStatement statement, List<String> order, List<@Nullable Object> row)
      throws SQLException {
    session.running(statement::cancel);
    for (int i = 0; i < order.size(); i++) {
      int column = sql.columns().indexOf(order.get(i));
      statement.setObject(i + 1, PgValues.toText(types.get(column), row.get(column)), Types.OTHER);
    }
    return statement.executeUpdate();
  }

  private long copy(RowSource rows) throws SQLException, IOException, ToolFailure {
    BaseConnection connection = session.connection().unwrap(BaseConnection.class);
    CopyIn copy = connection.getCopyAPI().copyIn(sql.copy());
    try {
      session.running(connection::cancelQuery);
      CopyStream stream = new CopyStream(copy, types);
      for (List<@Nullable Object> row = rows.next(); row != null; row = rows.next()) {
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

  private void execute(String statement) throws SQLException {
    try (Statement executed = session.connection().createStatement()) {
      session.running(executed::cancel);
      executed.execute(statement);
    } finally {
      session.running(null);
    }
  }
}
