package io.noetl.camel.store.console;

import io.noetl.camel.store.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs statements that clients send and gives their rows. */
public final class SqlConsole {
  private final ConsoleConnections connections;
  private final ColumnValues values;
  private final Limits limits;

  /**
   * Bounds of one statement.
   *
   * @param rows at most so many are given back
   * @param time the statement is cancelled when it takes longer
   */
  public record Limits(int rows, Duration time) {}

  public SqlConsole(ConsoleConnections connections, Json json, Limits limits) {
    this.connections = connections;
    this.values = new ColumnValues(json);
    this.limits = limits;
  }

  /**
   * Runs one request. Several statements run in one transaction and give the rows of the first.
   *
   * @throws ConnectionRules.Refused when the connection is not allowed
   * @throws ConsoleConnections.CredentialNotFound when there is no such credential
   */
  public ConsoleReply run(ConsoleRequest request) {
    String sql =
        request.statement() instanceof ConsoleRequest.Statement.Query(String text) ? text : "";
    try (Connection connection = connections.open(request.connection(), request.level())) {
      return inSession(connection, request);
    } catch (SQLException e) {
      return new ConsoleReply.Failed(ServerErrorText.of(e, sql));
    }
  }

  private ConsoleReply inSession(Connection connection, ConsoleRequest request)
      throws SQLException {
    if (request.schema() != null) {
      setSearchPath(connection, request.schema());
    }
    return request.level() == Level.VIEWER
        ? readOnly(connection, request)
        : execute(connection, request);
  }

  private static void setSearchPath(Connection connection, String schema) throws SQLException {
    String quoted = "\"" + schema.replace("\"", "\"\"") + "\"";
    try (PreparedStatement set =
        connection.prepareStatement(
            "SELECT set_config('search_path', ? || ', ' || current_setting('search_path'),"
                + " false)")) {
      set.setString(1, quoted);
      set.execute();
    }
  }

  /** The first query fixes the transaction's mode, so that the statement itself can't change it. */
  private ConsoleReply readOnly(Connection connection, ConsoleRequest request) throws SQLException {
    ReadOnlyStatement.check(request.statement());
    connection.setAutoCommit(false);
    try (Statement first = connection.createStatement()) {
      first.execute("SET TRANSACTION READ ONLY");
      first.execute("SELECT 1");
      return execute(connection, request);
    } finally {
      connection.rollback();
    }
  }

  private ConsoleReply execute(Connection connection, ConsoleRequest request) throws SQLException {
    return switch (request.statement()) {
      case ConsoleRequest.Statement.Query(String sql) -> query(connection, sql);
      case ConsoleRequest.Statement.Procedure procedure -> {
        BoundProcedure bound = BoundProcedure.of(procedure);
        try (PreparedStatement statement = connection.prepareStatement(bound.sql())) {
          bound.bind(statement);
          bounded(statement);
          yield reply(statement, statement.execute());
        }
      }
    };
  }

  private ConsoleReply query(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      bounded(statement);
      return reply(statement, statement.execute(sql));
    }
  }

  private void bounded(Statement statement) throws SQLException {
    statement.setQueryTimeout(Math.toIntExact(limits.time().toSeconds()));
    statement.setMaxRows(limits.rows() + 1);
  }

  private ConsoleReply reply(Statement statement, boolean hasRows) throws SQLException {
    if (!hasRows) {
      return new ConsoleReply.Done(statement.getLargeUpdateCount());
    }
    try (ResultSet rows = statement.getResultSet()) {
      ResultSetMetaData columns = rows.getMetaData();
      List<String> names = new ArrayList<>();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        names.add(columns.getColumnLabel(i));
      }
      List<List<@Nullable Object>> found = new ArrayList<>();
      boolean more = rows.next();
      while (more && found.size() < limits.rows()) {
        found.add(values.row(rows, columns));
        more = rows.next();
      }
      return new ConsoleReply.Rows(names, found, more);
    }
  }
}
