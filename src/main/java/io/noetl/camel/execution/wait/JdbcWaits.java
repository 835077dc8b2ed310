package io.noetl.camel.execution.wait;

import io.noetl.camel.execution.SnowflakeIds;
import io.noetl.camel.execution.approval.ApprovalSpec;
import io.noetl.camel.execution.approval.JdbcApprovals;
import io.noetl.camel.execution.wait.WaitRequest.Wanted;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.notice.NoticeStore;
import io.noetl.camel.store.secret.SealedColumns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Waits and signals in PostgreSQL. Who begins to wait for a signal and who sends it go one after
 * the other, under a lock of the signal's name and key, so that none passes the other by.
 */
public final class JdbcWaits implements WaitBook, SignalBook {
  private static final String COLUMNS =
      " execution_id, wait_key, due_at, begun_at, state, result, signal_id ";

  private static final String OPEN =
      """
      WITH made AS (
        INSERT INTO noetl.wait (execution_id, wait_key, kind, step, signal, signal_key, due_at)
        VALUES (:id, :call, :kind, :step, :signal, :key, :due::timestamptz)
            ON CONFLICT DO NOTHING
        RETURNING *)
      SELECT true AS made,
      """
          + COLUMNS
          + " FROM made UNION ALL SELECT false,"
          + COLUMNS
          + " FROM noetl.wait WHERE execution_id = :id AND wait_key = :call";

  private static final String FETCH =
      """
      UPDATE noetl.signal SET delivered = 1
       WHERE signal_id = (SELECT signal_id FROM noetl.signal
                           WHERE name = :signal AND key = :key AND delivered = 0 AND expires_at > now()
                           ORDER BY signal_id LIMIT 1)
      RETURNING signal_id
      """;

  private static final String DELIVER =
      """
      WITH found AS (
        SELECT w.execution_id, w.wait_key
          FROM noetl.wait w JOIN noetl.execution e USING (execution_id)
         WHERE w.signal = :name AND w.signal_key = :key AND w.state = 'open'
           AND (w.due_at IS NULL OR w.due_at > now())
           AND e.status IN ('PENDING', 'RUNNING', 'PAUSED', 'COMPENSATING') AND NOT e.cancel_requested
         ORDER BY w.begun_at, w.execution_id, w.wait_key LIMIT :most
           FOR UPDATE OF w)
      UPDATE noetl.wait w
         SET state = 'done', result = :payload::json, signal_id = :id, ended_at = now()
        FROM found WHERE w.execution_id = found.execution_id AND w.wait_key = found.wait_key
      RETURNING w.execution_id
      """;

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final Json json;
  private final SealedColumns columns;
  private final SnowflakeIds ids;
  private final Wakes wakes;
  private final NoticeStore notices;

  /**
   * The tables.
   *
   * @param transactions of the same data source
   * @param columns encrypts payloads that hold secrets
   * @param wakes lets executions go on
   * @param notices tells who is asked
   */
  public JdbcWaits(
      JdbcClient jdbc,
      TransactionOperations transactions,
      Json json,
      SealedColumns columns,
      SnowflakeIds ids,
      Wakes wakes,
      NoticeStore notices) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.json = json;
    this.columns = columns;
    this.ids = ids;
    this.wakes = wakes;
    this.notices = notices;
  }

  @Override
  public Waiting open(WaitRequest request) {
    return switch (request.wanted()) {
      case Wanted.Time time -> opened(request, "time", null, null).waiting();
      case Wanted.Ask(ApprovalSpec spec) ->
          Objects.requireNonNull(transactions.execute(transaction -> asked(request, spec)));
      case Wanted.Signal(String name, String key) -> inTurn(name, key, () -> fetched(request));
    };
  }

  private Waiting fetched(WaitRequest request) {
    Wanted.Signal wanted = (Wanted.Signal) request.wanted();
    Opened opened = opened(request, "signal", wanted.name(), wanted.key());
    if (!opened.made()) {
      return opened.waiting();
    }
    Optional<Long> kept =
        jdbc.sql(FETCH)
            .param("signal", wanted.name())
            .param("key", wanted.key())
            .query(Long.class)
            .optional();
    return kept.map(id -> done(request.key(), id)).orElse(opened.waiting());
  }

  private Waiting asked(WaitRequest request, ApprovalSpec spec) {
    Opened opened = opened(request, "approval", null, null);
    if (opened.made()) {
      WaitKey key = request.key();
      String identity = JdbcApprovals.identity(key.executionId(), key.call());
      long id = ids.next();
      jdbc.sql(
              "INSERT INTO noetl.approval (approval_id, execution_id, wait_key, spec) VALUES (?, ?,"
                  + " ?, ?::json)")
          .params(
              id,
              key.executionId(),
              key.call(),
              json.writeColumn(columns.seal(identity, spec.json())))
          .update();
      notices.asked(key.executionId(), id, request.notices(), spec.remind());
    }
    return opened.waiting();
  }

  private Waiting done(WaitKey key, long signalId) {
    return jdbc.sql(
            """
            UPDATE noetl.wait w SET state = 'done', result = s.payload, signal_id = s.signal_id, ended_at = now()
              FROM noetl.signal s
             WHERE s.signal_id = ? AND w.execution_id = ? AND w.wait_key = ?
            RETURNING w.execution_id, w.wait_key, w.due_at, w.begun_at, w.state, w.result, w.signal_id
            """)
        .params(signalId, key.executionId(), key.call())
        .query((row, number) -> waiting(row))
        .single();
  }

  private record Opened(boolean made, Waiting waiting) {}

  private Opened opened(
      WaitRequest request, String kind, @Nullable String signal, @Nullable String key) {
    Instant due = request.due();
    return jdbc.sql(OPEN)
        .param("id", request.key().executionId())
        .param("call", request.key().call())
        .param("kind", kind)
        .param("step", request.step())
        .param("signal", signal)
        .param("key", key)
        .param("due", due == null ? null : due.toString())
        .query((row, number) -> new Opened(row.getBoolean("made"), waiting(row)))
        .single();
  }

  @Override
  public Waiting late(WaitKey key) {
    end(key, "late");
    return jdbc.sql("SELECT" + COLUMNS + "FROM noetl.wait WHERE execution_id = ? AND wait_key = ?")
        .params(key.executionId(), key.call())
        .query((row, number) -> waiting(row))
        .single();
  }

  @Override
  public void left(WaitKey key) {
    end(key, "left");
  }

  private void end(WaitKey key, String state) {
    jdbc.sql(
            """
            UPDATE noetl.wait SET state = ?, ended_at = now()
             WHERE execution_id = ? AND wait_key = ? AND state = 'open'
            """)
        .params(state, key.executionId(), key.call())
        .update();
  }

  @Override
  public List<Waiting> over(Collection<Long> executionIds) {
    return executionIds.isEmpty()
        ? List.of()
        : jdbc.sql(
                "SELECT"
                    + COLUMNS
                    + "FROM noetl.wait WHERE execution_id IN (:ids) AND state <> 'open'")
            .param("ids", List.copyOf(executionIds))
            .query((row, number) -> waiting(row))
            .list();
  }

  private Waiting waiting(ResultSet row) throws SQLException {
    Timestamp due = row.getTimestamp("due_at");
    long signalId = row.getLong("signal_id");
    return new Waiting(
        new WaitKey(row.getLong("execution_id"), row.getString("wait_key")),
        due == null ? null : due.toInstant(),
        row.getTimestamp("begun_at").toInstant(),
        Waiting.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        columns.open(identity(signalId), json.readNullable(row.getString("result"))));
  }

  private static String identity(long signalId) {
    return "signal:" + signalId;
  }

  /** One at a time of those that deal with a name and a key. */
  private <T> T inTurn(String name, String key, java.util.function.Supplier<T> work) {
    return Objects.requireNonNull(
        transactions.execute(
            transaction -> {
              jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(:name, 7))")
                  .param("name", name.length() + ":" + name + key)
                  .query((row, number) -> number)
                  .list();
              return work.get();
            }));
  }

  @Override
  public Sent send(Signal signal) {
    List<Wakes.Woken> woken = new java.util.ArrayList<>();
    Sent sent =
        inTurn(
            signal.name(), signal.key(), () -> before(signal).orElseGet(() -> sent(signal, woken)));
    wakes.tell(woken);
    return sent;
  }

  private Optional<Sent> before(Signal signal) {
    return signal.idempotencyKey() == null
        ? Optional.empty()
        : jdbc.sql("SELECT signal_id FROM noetl.signal WHERE idempotency_key = ?")
            .param(signal.idempotencyKey())
            .query(Long.class)
            .optional()
            .map(id -> new Sent(id, List.of(), true));
  }

  private Sent sent(Signal signal, List<Wakes.Woken> woken) {
    long id = ids.next();
    String payload = json.writeColumn(columns.seal(identity(id), signal.payload()));
    List<Long> delivered =
        jdbc.sql(DELIVER)
            .param("name", signal.name())
            .param("key", signal.key())
            .param("most", signal.deliver() == Signal.Deliver.ONE ? 1 : Integer.MAX_VALUE)
            .param("payload", payload)
            .param("id", id)
            .query(Long.class)
            .list();
    if (delivered.isEmpty() || signal.idempotencyKey() != null) {
      keep(signal, id, payload, delivered.size());
    }
    if (!delivered.isEmpty()) {
      woken.addAll(wakes.wake(delivered));
    }
    return new Sent(id, delivered, false);
  }

  private void keep(Signal signal, long id, @Nullable String payload, int delivered) {
    boolean full =
        delivered == 0
            && jdbc.sql(
                    "SELECT true FROM noetl.signal WHERE name = ? AND delivered = 0 AND expires_at"
                        + " > now() OFFSET ? LIMIT 1")
                .params(signal.name(), MOST_KEPT - 1)
                .query(Boolean.class)
                .optional()
                .isPresent();
    if (full) {
      throw new TooMany(signal.name());
    }
    jdbc.sql(
            """
            INSERT INTO noetl.signal (signal_id, name, key, payload, sent_by, idempotency_key, delivered, expires_at)
            VALUES (:id, :name, :key, :payload::json, :by, :once, :delivered, now() + :keep * interval '1 s')
            """)
        .param("id", id)
        .param("name", signal.name())
        .param("key", signal.key())
        .param("payload", payload)
        .param("by", signal.sentBy())
        .param("once", signal.idempotencyKey())
        .param("delivered", delivered)
        .param("keep", signal.keep().toSeconds())
        .update();
  }
}
