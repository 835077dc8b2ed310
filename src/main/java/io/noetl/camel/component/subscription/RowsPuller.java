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
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private final Looks looks;
  private final Set<String> given = new HashSet<>();

  /**
   * A puller, which closes the session.
   *
   * @param known keys that were taken of late
   */
  RowsPuller(
      Held held,
      PullSource.Rows source,
      PullStore store,
      PostgresSession session,
      KnownKeys known,
      Clock clock)
      throws SQLException, ToolFailure {
    this.held = held;
    this.source = source;
    this.store = store;
    this.session = session;
    this.connection = session.connection();
    this.known = known;
    this.looks = new Looks(held, source.every(), clock);
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
    if (!isDue(patience)) {
      return Batch.NONE;
    }
    return source.watermark() == null ? claimed() : read(source.watermark());
  }

  /** Waits for the next look, or for a notification. */
  private boolean isDue(Duration patience) throws SQLException, InterruptedException {
    Duration left = looks.left();
    if (source.listen() == null || left.isZero()) {
      return looks.isDue(patience);
    }
    long some = Math.min(left.toMillis(), patience.toMillis());
    // 0 would be to wait for ever
    int wait = (int) Math.max(1, some);
    if (connection.unwrap(PGConnection.class).getNotifications(wait).length > 0) {
      looks.again();
    }
    return looks.left().isZero() && !held.isStopped();
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
    if (last) {
      looks.looked();
    }
    List<Arrival> arrivals =
        rows.rows().stream()
            .map(this::arrival)
            .filter(each -> !known.has(each.key()) && !given.contains(each.key()))
            .toList();
    if (arrivals.isEmpty()) {
      return Batch.NONE;
    }
    arrivals.forEach(each -> given.add(each.key()));
    return new Batch(
        arrivals,
        () -> {
          reach(highest);
          for (Arrival each : arrivals) {
            known.add(each.key());
            given.remove(each.key());
          }
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
    if (rows.rows().size() < held.batch()) {
      looks.looked();
    }
    if (rows.rows().isEmpty()) {
      // what was given before and is not recorded yet is of the same transaction
      if (given.isEmpty()) {
        commit();
      }
      return Batch.NONE;
    }
    List<Arrival> arrivals = rows.rows().stream().map(this::arrival).toList();
    arrivals.forEach(each -> given.add(each.key()));
    return new Batch(
        arrivals,
        () -> {
          arrivals.forEach(each -> given.remove(each.key()));
          if (given.isEmpty()) {
            commit();
          }
        });
  }

  private void commit() throws SQLException {
    connection.commit();
    connection.setAutoCommit(true);
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
