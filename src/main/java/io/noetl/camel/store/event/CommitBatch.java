package io.noetl.camel.store.event;

import io.noetl.camel.store.ArrayLiteral;
import io.noetl.camel.store.Storable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Many commits as one statement: new executions, the lock that fences, ends, events. One statement
 * is one transaction and one round trip. Sent again because its answer was lost, a batch is
 * accepted again and changes nothing: a start finds the row of its playbook and time, an end finds
 * itself, events have {@code ON CONFLICT DO NOTHING}. After its end nothing is added to an
 * execution.
 */
final class CommitBatch {
  private static final String BEGIN =
      """
      WITH started AS (
        INSERT INTO noetl.execution (execution_id, catalog_id, path, version, name, status, payload,
               parent_execution_id, parent_key, idempotency_key, owner, epoch, start_time, limit_key, limit_most,
               started_by, trigger, labels, root_execution_id, depth, restricted, limit_full, priority,
               rate_key, rate_most, rate_seconds, business_key, key_unique)
        SELECT execution_id, catalog_id, path, version, name,
               CASE WHEN owner IS NULL OR owner = 'quota' THEN 'PENDING' ELSE 'RUNNING' END, payload::json,
               parent_execution_id, parent_key, idempotency_key, owner, epoch, start_time, limit_key, limit_most,
               started_by, trigger, labels::jsonb, root_execution_id, depth, restricted, limit_full, priority,
               rate_key, rate_most, rate_seconds, business_key, key_unique
          FROM unnest(?::bigint[], ?::bigint[], ?::text[], ?::int[], ?::text[], ?::text[], ?::bigint[], ?::text[],
                      ?::text[], ?::text[], ?::bigint[], ?::timestamptz[], ?::text[], ?::int[], ?::text[], ?::text[], ?::text[],
                      ?::bigint[], ?::int[], ?::boolean[], ?::text[], ?::int[],
                      ?::text[], ?::int[], ?::int[], ?::text[], ?::boolean[])
               AS s (execution_id, catalog_id, path, version, name, payload, parent_execution_id, parent_key,
                     idempotency_key, owner, epoch, start_time, limit_key, limit_most, started_by, trigger, labels,
                     root_execution_id, depth, restricted, limit_full, priority,
                     rate_key, rate_most, rate_seconds, business_key, key_unique)
          FENCED
            ON CONFLICT DO NOTHING
        RETURNING execution_id),
      held AS (
        SELECT e.execution_id
          FROM noetl.execution e
          JOIN unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::timestamptz[])
               AS h (execution_id, catalog_id, epoch, started_at)
            ON e.execution_id = h.execution_id AND e.catalog_id = h.catalog_id AND e.epoch = h.epoch
         WHERE e.end_time IS NULL AND (h.started_at IS NULL OR h.started_at = e.start_time)
           FOR SHARE OF e),
      """;
  private static final String CLEANING =
      """
      cleaning AS (
        UPDATE noetl.execution e
           SET status = CASE WHEN c.undoes AND e.status = 'RUNNING' THEN 'COMPENSATING' ELSE e.status END,
               cleanup = CASE WHEN c.undoes THEN 'undoing' ELSE coalesce(e.cleanup, 'going') END,
               cancel_requested = false
          FROM unnest(?::bigint[], ?::bigint[], ?::boolean[]) AS c (execution_id, epoch, undoes)
         WHERE e.execution_id = c.execution_id AND e.epoch = c.epoch AND e.end_time IS NULL
        RETURNING e.execution_id),
      """;
  private static final String END =
      """
      ended AS (
        UPDATE noetl.execution e
           SET status = u.status, result = u.result::json, sealed = u.sealed, error = u.error, end_time = u.at,
               owner = NULL, cleanup = CASE WHEN e.cleanup IS NULL THEN NULL ELSE 'over' END
          FROM unnest(?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[])
               AS u (execution_id, epoch, status, result, sealed, error, at)
         WHERE e.execution_id = u.execution_id AND e.epoch = u.epoch
           AND (e.end_time IS NULL OR (e.end_time = u.at AND e.status = u.status))
        RETURNING e.execution_id),
      live AS (
        SELECT execution_id FROM started UNION ALL SELECT execution_id FROM held
      """;
  private static final String LOG =
      """
        UNION ALL SELECT execution_id FROM ended),
      logged AS (
        INSERT INTO noetl.event_record (execution_id, event_id, catalog_id, parent_event_id, parent_execution_id,
               created_at, event_type, node_id, node_name, node_type, status, duration, context, result, meta,
               error, stack_trace, sealed, worker_id, playbook_name)
        SELECT r.execution_id, r.event_id, r.catalog_id, r.parent_event_id, r.parent_execution_id,
               r.created_at, r.event_type, r.node_name, r.node_name, r.node_type, r.status, r.duration,
               r.context::json, r.result::json, r.meta::jsonb, r.error, r.stack_trace, r.sealed, ?,
               r.playbook_name
          FROM unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::timestamp[], ?::text[],
                      ?::text[], ?::text[], ?::text[], ?::float8[], ?::text[], ?::text[], ?::text[], ?::text[],
                      ?::text[], ?::text[], ?::text[])
               AS r (execution_id, event_id, catalog_id, parent_event_id, parent_execution_id, created_at,
                     event_type, node_name, node_type, status, duration, context, result, meta, error,
                     stack_trace, sealed, playbook_name)
          JOIN live USING (execution_id)
            ON CONFLICT DO NOTHING
      """;
  private static final String LOGGED = ")\n";

  /**
   * What code has run is added to the quotas of the labels of the execution that was let in: the
   * nearest that nobody has called. Only with the event that tells of it, so that what is sent
   * again, or copied into a rerun, is added once. The rows of a statement are changed in one order.
   */
  private static final String CHARGED =
      """
         RETURNING execution_id, event_id)
      , charged AS (
        INSERT INTO noetl.quota_use AS u (name, value, per, since, server, python_ms)
        SELECT q.name, q.value, q.python_per, date_trunc(q.python_per, now(), 'UTC'), ?, sum(c.millis)
          FROM unnest(?::bigint[], ?::bigint[], ?::float8[]) AS c (execution_id, event_id, millis)
          JOIN logged l ON l.execution_id = c.execution_id AND l.event_id = c.event_id
         CROSS JOIN LATERAL (
               WITH RECURSIVE above AS (
                 SELECT x.parent_execution_id, x.parent_key, x.labels
                   FROM noetl.execution x WHERE x.execution_id = c.execution_id
                 UNION ALL
                 SELECT p.parent_execution_id, p.parent_key, p.labels
                   FROM above a JOIN noetl.execution p ON p.execution_id = a.parent_execution_id
                  WHERE a.parent_key IS NOT NULL)
               SELECT labels FROM above WHERE parent_key IS NULL) top
          JOIN noetl.quota q ON q.python_per IS NOT NULL AND top.labels ->> q.name = q.value
         GROUP BY q.name, q.value, q.python_per
         ORDER BY q.name, q.value
            ON CONFLICT (name, value, per, since, server) DO UPDATE SET python_ms = u.python_ms + excluded.python_ms)
      """;

  private static final String PLAIN_BEGIN = MessageStarts.unfenced(BEGIN);

  private static final String FENCED_BEGIN = MessageStarts.fenced(BEGIN);

  /** Where an execution begins to clean up. */
  private static final String CLEANING_END =
      CLEANING + END + "UNION ALL SELECT execution_id FROM cleaning\n";

  private static final String LIVE = " SELECT execution_id FROM live";
  private static final String BIG =
      """
      , kept AS (
        INSERT INTO noetl.result (execution_id, result_id, content)
        SELECT execution_id, result_id, content
          FROM unnest(?::bigint[], ?::uuid[], ?::bytea[]) AS b (execution_id, result_id, content)
          JOIN live USING (execution_id)
            ON CONFLICT DO NOTHING)
      """;

  private static final String TOLD =
      """
      , told AS (
        INSERT INTO noetl.notice (execution_id, event, receiver, text, due_at)
        SELECT execution_id, event, receiver, text, coalesce(due_at, now())
          FROM unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::timestamptz[])
               AS n (execution_id, event, receiver, text, due_at)
          JOIN live USING (execution_id)
            ON CONFLICT DO NOTHING)
      """;

  private final String owner;
  private final SealedEvents secrets;
  private final List<RunCommit> starts = new ArrayList<>();
  private final Map<Long, Timestamp> startTimes = new HashMap<>();
  private final Map<Long, RunCommit> held = new LinkedHashMap<>();
  private final Map<Long, RunCommit> cleanups = new LinkedHashMap<>();
  private final Map<Long, RunCommit> ends = new LinkedHashMap<>();
  private final List<Row> rows = new ArrayList<>();
  private final boolean charges;
  private final Map<Long, @Nullable String> endResults = new HashMap<>();
  private final Map<BigKey, BigResult> big = new LinkedHashMap<>();

  /** What recovery reads; nothing else needs to come back as it was. */
  private static final Set<String> FOLDED =
      Set.of("playbook.initialized", "command.issued", "step.exit", "loop.done", "cleanup.started");

  /** A row as it is shown; what that hides is sealed beside it. */
  private record Row(RunCommit commit, NewEvent row, @Nullable String sealed) {}

  private record BigKey(long executionId, UUID id) {}

  /**
   * A batch.
   *
   * @param charges whether quotas bound what code may run
   */
  CommitBatch(String owner, SealedEvents secrets, boolean charges, Collection<RunCommit> commits) {
    this.charges = charges;
    this.owner = owner;
    this.secrets = secrets;
    for (RunCommit commit : commits) {
      long id = commit.executionId();
      commit.rows().forEach(row -> rows.add(row(commit, row)));
      if (commit.end() != null) {
        // One row may not be locked and updated by one statement: the update fences as well.
        ends.put(id, commit);
        endResults.put(id, result(id, secrets.maskedJson(commit.end().result())));
        held.remove(id);
        cleanups.remove(id);
      } else if (commit.cleanup() != null && !ends.containsKey(id)) {
        cleanups.merge(id, commit, CommitBatch::undoing);
        held.remove(id);
      } else if (!ends.containsKey(id) && !cleanups.containsKey(id)) {
        held.put(id, commit);
      }
      if (commit.start() != null) {
        // It is held too: sent a second time, its row is there already.
        starts.add(commit);
        startTimes.put(id, Timestamp.from(commit.start().startTime()));
      }
    }
  }

  /** Of two that come together the one that undoes: the execution was in that state. */
  private static RunCommit undoing(RunCommit one, RunCommit other) {
    return one.cleanup() != null && one.cleanup().undoes() ? one : other;
  }

  /**
   * Writes it.
   *
   * @return the executions whose writes were accepted
   */
  Set<Long> write(Connection connection) throws SQLException {
    // Where nothing is big and nobody is told, the statement is the shorter one.
    List<Told> told = told();
    List<Row> charged = charged();
    MessageStarts together = new MessageStarts(starts, secrets);
    String sql =
        (together.isEmpty() ? PLAIN_BEGIN : FENCED_BEGIN)
            + (cleanups.isEmpty() ? END : CLEANING_END)
            + LOG
            + (charged.isEmpty() ? LOGGED : CHARGED)
            + (big.isEmpty() ? "" : BIG)
            + (told.isEmpty() ? "" : TOLD)
            + (together.isEmpty() ? "" : MessageStarts.KEYED)
            + LIVE;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      Binder in = new Binder(connection, statement);
      together.bindTurns(in);
      bindStarts(in);
      together.bindFenced(in);
      List<RunCommit> holding = List.copyOf(held.values());
      in.array(holding, RunCommit::executionId);
      in.array(holding, RunCommit::catalogId);
      in.array(holding, RunCommit::epoch);
      in.array(holding, commit -> startTimes.get(commit.executionId()));
      bindCleanups(in);
      bindEnds(in);
      bindRows(in);
      bindCharged(in, charged);
      bindBig(in);
      bindTold(in, told);
      together.bindKeys(in);
      Set<Long> accepted = new HashSet<>();
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          accepted.add(result.getLong(1));
        }
      }
      return accepted;
    }
  }

  private void bindStarts(Binder in) throws SQLException {
    List<ExecutionRow> rows = starts.stream().map(RunCommit::start).toList();
    in.array(rows, ExecutionRow::executionId);
    in.array(rows, ExecutionRow::catalogId);
    in.array(rows, ExecutionRow::path);
    in.array(rows, ExecutionRow::version);
    in.array(rows, ExecutionRow::name);
    in.array(rows, ExecutionRow::payload);
    in.array(rows, ExecutionRow::parentExecutionId);
    in.array(rows, ExecutionRow::parentKey);
    in.array(rows, r -> secrets.key(r.idempotencyKey()));
    in.array(rows, ExecutionRow::owner);
    in.array(rows, ExecutionRow::epoch);
    in.array(rows, r -> Timestamp.from(r.startTime()));
    in.array(rows, r -> r.limit() == null ? null : r.limit().key());
    in.array(rows, r -> r.limit() == null ? null : r.limit().most());
    in.array(rows, r -> r.origin().startedBy());
    in.array(rows, r -> r.origin().trigger());
    in.array(rows, r -> secrets.masked(r.origin().labels()));
    in.array(rows, ExecutionRow::root);
    in.array(rows, ExecutionRow::depth);
    in.array(rows, ExecutionRow::restricted);
    in.array(rows, r -> r.limit() == null ? null : r.limit().whenFull());
    in.array(rows, ExecutionRow::priority);
    in.array(rows, r -> r.rate() == null ? null : r.rate().key());
    in.array(rows, r -> r.rate() == null ? null : r.rate().most());
    in.array(rows, r -> r.rate() == null ? null : r.rate().seconds());
    in.array(rows, r -> r.key() == null ? null : secrets.key(r.key().text()));
    in.array(rows, r -> r.key() != null && r.key().unique());
  }

  private void bindCleanups(Binder in) throws SQLException {
    if (!cleanups.isEmpty()) {
      List<RunCommit> cleaning = List.copyOf(cleanups.values());
      in.array(cleaning, RunCommit::executionId);
      in.array(cleaning, RunCommit::epoch);
      in.array(cleaning, c -> c.cleanup() != null && c.cleanup().undoes());
    }
  }

  private void bindEnds(Binder in) throws SQLException {
    List<RunCommit> ending = List.copyOf(ends.values());
    in.array(ending, RunCommit::executionId);
    in.array(ending, RunCommit::epoch);
    List<RunCommit.End> end = ending.stream().map(RunCommit::end).toList();
    in.array(end, RunCommit.End::status);
    in.array(ending, commit -> endResults.get(commit.executionId()));
    in.array(ending, this::sealed);
    in.array(end, e -> secrets.masked(e.error()));
    in.array(end, e -> Timestamp.from(e.at()));
  }

  private void bindRows(Binder in) throws SQLException {
    in.text(owner);
    in.array(rows, r -> r.commit().executionId());
    in.array(rows, r -> r.row().eventId());
    in.array(rows, r -> r.commit().catalogId());
    in.array(rows, r -> r.row().parentEventId());
    in.array(rows, r -> r.commit().parentExecutionId());
    in.array(rows, r -> utc(r.row().createdAt()));
    in.array(rows, r -> r.row().eventType());
    in.array(rows, r -> r.row().nodeName());
    in.array(rows, r -> r.row().nodeType());
    in.array(rows, r -> r.row().status());
    in.array(rows, r -> r.row().durationMillis());
    in.array(rows, r -> r.row().context());
    in.array(rows, r -> r.row().result());
    in.array(rows, r -> r.row().meta());
    in.array(rows, r -> r.row().error());
    in.array(rows, r -> r.row().stackTrace());
    in.array(rows, Row::sealed);
    in.array(rows, r -> r.commit().playbookName());
  }

  private List<Row> charged() {
    return charges ? rows.stream().filter(r -> r.row().computedMillis() > 0).toList() : List.of();
  }

  private void bindCharged(Binder in, List<Row> charged) throws SQLException {
    if (!charged.isEmpty()) {
      in.text(owner);
      in.array(charged, r -> r.commit().executionId());
      in.array(charged, r -> r.row().eventId());
      in.array(charged, r -> r.row().computedMillis());
    }
  }

  private record Told(long executionId, RunCommit.Notice notice) {}

  private List<Told> told() {
    List<Told> told = new ArrayList<>();
    for (RunCommit commit : starts) {
      ExecutionRow row = commit.start();
      if (row != null) {
        row.notices().forEach(notice -> told.add(new Told(row.executionId(), notice)));
      }
    }
    ends.forEach(
        (id, commit) -> {
          RunCommit.End end = commit.end();
          if (end != null) {
            end.notices().forEach(notice -> told.add(new Told(id, notice)));
          }
        });
    return told;
  }

  private void bindTold(Binder in, List<Told> told) throws SQLException {
    if (!told.isEmpty()) {
      in.array(told, Told::executionId);
      in.array(told, t -> t.notice().event());
      in.array(told, t -> t.notice().receiver());
      in.array(
          told, t -> RunCommit.Notice.shortened(String.valueOf(secrets.masked(t.notice().text()))));
      in.array(told, t -> t.notice().due() == null ? null : Timestamp.from(t.notice().due()));
    }
  }

  private void bindBig(Binder in) throws SQLException {
    if (big.isEmpty()) {
      return;
    }
    List<BigKey> keys = List.copyOf(big.keySet());
    in.array(keys, BigKey::executionId);
    in.array(keys, BigKey::id);
    in.bytes(big.values().stream().map(BigResult::content).toArray(byte[][]::new));
  }

  private Row row(RunCommit commit, NewEvent row) {
    long id = commit.executionId();
    NewEvent shown = row.with(secrets::maskedJson, secrets::masked);
    String sealed = shown.equals(row) ? null : sealed(id, row);
    return new Row(commit, shown.withResult(result(id, shown.result())), sealed);
  }

  /** A result as its column holds it: a reference where it is big. */
  private @Nullable String result(long executionId, @Nullable String masked) {
    if (masked == null || !BigResult.isBig(masked)) {
      return masked;
    }
    BigResult result = BigResult.of(masked);
    big.put(new BigKey(executionId, result.id()), result);
    return result.reference();
  }

  private @Nullable String sealed(long executionId, NewEvent row) {
    if (!FOLDED.contains(row.eventType())) {
      return null;
    }
    Map<String, @Nullable String> columns = new HashMap<>();
    columns.put("context", row.context());
    columns.put("result", row.result());
    columns.put("meta", row.meta());
    columns.put("error", row.error());
    return secrets.sealed(SealedEvents.event(executionId, row.eventId()), columns);
  }

  private @Nullable String sealed(RunCommit commit) {
    RunCommit.End end = commit.end();
    Map<String, @Nullable String> columns = new HashMap<>();
    columns.put("result", end == null ? null : end.result());
    return secrets.sealed(SealedEvents.end(commit.executionId()), columns);
  }

  /** The event table has timestamps without zone, which are UTC. */
  private static String utc(Instant instant) {
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC).toString();
  }

  /** Binds one parameter after the other; texts as a column can hold them. */
  static final class Binder {
    private final Connection connection;
    private final PreparedStatement statement;
    private int next = 1;

    Binder(Connection connection, PreparedStatement statement) {
      this.connection = connection;
      this.statement = statement;
    }

    void text(String value) throws SQLException {
      statement.setString(next++, Storable.text(value));
    }

    void bytes(byte[][] values) throws SQLException {
      statement.setArray(next++, connection.createArrayOf("bytea", values));
    }

    /** A text, since the cast of the statement tells the type. */
    <T> void array(List<T> items, Function<T, @Nullable Object> column) throws SQLException {
      statement.setObject(
          next++, ArrayLiteral.of(items, column.andThen(Binder::storable)), Types.OTHER);
    }

    private static @Nullable Object storable(@Nullable Object value) {
      return value instanceof String text ? Storable.text(text) : value;
    }
  }
}
