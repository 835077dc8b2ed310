package io.noetl.camel.component.subscription;

import io.noetl.camel.execution.trigger.Arrival;
import io.noetl.camel.execution.trigger.Held;
import io.noetl.camel.execution.trigger.Message;
import io.noetl.camel.execution.trigger.PullStore;
import io.noetl.camel.playbook.PullSource;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.postgres.ParameterBinder;
import io.noetl.camel.tool.postgres.PostgresSession;
import io.noetl.camel.tool.postgres.ResultRows;
import io.noetl.camel.tool.sql.BoundSql;
import io.noetl.camel.tool.sql.Dialect;
import io.noetl.camel.tool.sql.SqlName;
import io.noetl.camel.tool.sql.SqlParameters;
import io.noetl.camel.tool.sql.SqlScript;
import io.noetl.camel.tool.sql.SqlStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Rows of a query, on one connection. With a watermark the query reads, and its highest value
 * stands in the subscription's row; it is asked page by page, so that a query that looks back a
 * little comes to its end. Without one the query takes its rows itself, in a transaction that is
 * committed when their starts are recorded.
 */
final class RowsPuller implements Puller {
  private static final String WATERMARK = "watermark";
  private static final int MOST = 100_000;

  private final Held held;
  private final PullSource.Rows source;
  private final PullStore store;
  private final PostgresSession session;
  private final Connection connection;
  private final SqlStatement query;
  private final KnownKeys known;
  private @Nullable Object reached;
  private @Nullable Object page;
  private boolean wait;

  /**
   * A puller, which closes the session.
   *
   * @param known keys that were taken of late
   */
  RowsPuller(
      Held held, PullSource.Rows source, PullStore store, PostgresSession session, KnownKeys known)
      throws SQLException, ToolFailure {
    this.held = held;
    this.source = source;
    this.store = store;
    this.session = session;
    this.connection = session.connection();
    this.known = known;
    List<SqlStatement> statements = SqlScript.parse(source.query(), Dialect.POSTGRES);
    if (statements.size() != 1) {
      throw new SQLException(
          "'query' has %d statements (expected: one)".formatted(statements.size()));
    }
    this.query = statements.getFirst();
    this.reached =
        store.position(held.id()).map(position -> position.get(WATERMARK)).orElseGet(source::from);
    if (source.listen() != null) {
      try (Statement listen = connection.createStatement()) {
        listen.execute("LISTEN " + SqlName.quote(source.listen()));
      }
    }
  }

  @Override
  public Batch poll(Duration patience) throws SQLException, ToolFailure, InterruptedException {
    if (wait && !isDue()) {
      return Batch.NONE;
    }
    return source.watermark() == null ? claimed() : read(source.watermark());
  }

  /** Waits for the next look, or for a notification. */
  private boolean isDue() throws SQLException, InterruptedException {
    long left = (long) (source.every() * 1000);
    while (left > 0 && !held.isStopped()) {
      int some = (int) Math.min(left, 1000);
      if (source.listen() == null) {
        held.pause(Duration.ofMillis(some));
      } else if (connection.unwrap(PGConnection.class).getNotifications(some).length > 0) {
        break;
      }
      left -= some;
    }
    wait = false;
    return !held.isStopped();
  }

  private Batch read(String watermark) throws SQLException, ToolFailure {
    String column = SqlName.quote(watermark);
    String beyond = page == null ? "" : " WHERE " + column + " > ?";
    ResultRows rows =
        rows(
            "SELECT * FROM (",
            ") AS noetl_rows"
                + beyond
                + " ORDER BY "
                + column
                + " FETCH FIRST "
                + held.batch()
                + " ROWS WITH TIES",
            page);
    boolean last = rows.rows().size() < held.batch();
    Object highest = rows.rows().isEmpty() ? null : value(rows.rows().getLast(), watermark);
    page = last ? null : highest;
    wait = last;
    List<Arrival> arrivals =
        rows.rows().stream().map(this::arrival).filter(each -> !known.has(each.key())).toList();
    if (arrivals.isEmpty()) {
      return Batch.NONE;
    }
    return new Batch(
        arrivals,
        () -> {
          reach(highest);
          arrivals.forEach(each -> known.add(each.key()));
        });
  }

  private void reach(@Nullable Object highest) {
    Map<String, @Nullable Object> position = new LinkedHashMap<>();
    position.put(WATERMARK, highest);
    if (!store.reached(held.id(), held.epoch(), position)) {
      throw new Held.LetGo(held.document().path());
    }
    reached = highest;
  }

  private Batch claimed() throws SQLException, ToolFailure {
    connection.setAutoCommit(false);
    ResultRows rows = rows("", "", null);
    wait = rows.rows().size() < held.batch();
    if (rows.rows().isEmpty()) {
      connection.commit();
      connection.setAutoCommit(true);
      return Batch.NONE;
    }
    return new Batch(
        rows.rows().stream().map(this::arrival).toList(),
        () -> {
          connection.commit();
          connection.setAutoCommit(true);
        });
  }

  private ResultRows rows(String before, String after, @Nullable Object beyond)
      throws SQLException, ToolFailure {
    Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
    parameters.put("batch", held.batch());
    if (source.watermark() != null) {
      parameters.put(WATERMARK, reached);
    }
    BoundSql bound = SqlParameters.bind(List.of(query.alone()), parameters).getFirst();
    List<@Nullable Object> values = new ArrayList<>(bound.values());
    if (beyond != null) {
      values.add(beyond);
    }
    try (PreparedStatement statement = connection.prepareStatement(before + bound.jdbc() + after)) {
      session.running(statement::cancel);
      ParameterBinder.bind(statement, values, false);
      if (!statement.execute()) {
        throw new SQLException("'query' gives no rows (expected: SELECT, or … RETURNING)");
      }
      try (ResultSet result = statement.getResultSet()) {
        return ResultRows.read(result, MOST);
      }
    } finally {
      session.running(null);
    }
  }

  private Arrival arrival(Map<String, @Nullable Object> row) {
    String key =
        source.key().stream()
            .map(column -> String.valueOf(value(row, column)))
            .collect(Collectors.joining("/"));
    return new Arrival(key, new Message(row, Map.of(), Map.of()));
  }

  private static Object value(Map<String, @Nullable Object> row, String column) {
    Object value = row.get(column);
    if (value == null) {
      throw new IllegalStateException(
          "A row of 'query' has no '%s' (its columns: %s): each needs one"
              .formatted(column, String.join(", ", row.keySet())));
    }
    return value;
  }

  @Override
  public void close() throws SQLException {
    session.close();
  }
}
