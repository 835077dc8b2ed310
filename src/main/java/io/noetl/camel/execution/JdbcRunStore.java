package io.noetl.camel.execution;

import io.noetl.camel.store.Json;
import io.noetl.camel.store.JsonLike;
import io.noetl.camel.store.event.BigResult;
import io.noetl.camel.store.event.ExecutionRow;
import io.noetl.camel.store.event.SealedEvents;
import io.noetl.camel.store.secret.SealedColumns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads executions from their tables. */
public final class JdbcRunStore implements RunStore {
  private static final String OPEN = "('PENDING', 'RUNNING', 'PAUSED', 'COMPENSATING')";
  private static final String EXISTING =
      "SELECT execution_id, catalog_id, path, version FROM noetl.execution WHERE ";

  private final JdbcClient jdbc;
  private final Json json;
  private final SealedColumns columns;
  private final SealedEvents secrets;

  /**
   * Makes a store.
   *
   * @param columns encrypts payloads that hold secrets
   * @param secrets opens what the log hides
   */
  public JdbcRunStore(JdbcClient jdbc, Json json, SealedColumns columns, SealedEvents secrets) {
    this.secrets = secrets;
    this.columns = columns;
    this.jdbc = jdbc;
    this.json = json;
  }

  @Override
  public Optional<Existing> child(long parentExecutionId, String parentKey) {
    return jdbc.sql(EXISTING + "parent_execution_id = ? AND parent_key = ?")
        .params(parentExecutionId, parentKey)
        .query(JdbcRunStore::existing)
        .optional();
  }

  @Override
  public Optional<Existing> byIdempotencyKey(String key) {
    String stored = secrets.key(key);
    return jdbc.sql(
            EXISTING
                + "idempotency_key = ? OR execution_id = (SELECT execution_id FROM noetl.start_key"
                + " WHERE idempotency_key = ?) LIMIT 1")
        .params(stored, stored)
        .query(JdbcRunStore::existing)
        .optional();
  }

  @Override
  public Optional<KeyHolder> holder(String path, String key) {
    return jdbc.sql(
            """
            SELECT execution_id, catalog_id, path, version, business_key
              FROM noetl.execution
             WHERE path = :path AND business_key = :key AND key_unique AND status IN
            """
                + OPEN)
        .param("path", path)
        .param("key", secrets.key(key))
        .query((row, number) -> new KeyHolder(existing(row, number), row.getString("business_key")))
        .optional();
  }

  @Override
  public boolean isStarted(ExecutionRow row) {
    return jdbc.sql(
            "SELECT true FROM noetl.execution WHERE execution_id = ? AND catalog_id = ? AND"
                + " start_time = ?")
        .params(row.executionId(), row.catalogId(), Timestamp.from(row.startTime()))
        .query(Boolean.class)
        .optional()
        .isPresent();
  }

  @Override
  public boolean isBounded(long executionId) {
    return jdbc.sql(
            """
            WITH RECURSIVE above AS (
              SELECT execution_id, parent_execution_id, limit_key FROM noetl.execution WHERE execution_id = ?
              UNION
              SELECT p.execution_id, p.parent_execution_id, p.limit_key
                FROM noetl.execution p JOIN above a ON p.execution_id = a.parent_execution_id)
            SELECT EXISTS (SELECT FROM above WHERE limit_key IS NOT NULL)
            """)
        .param(executionId)
        .query(Boolean.class)
        .single();
  }

  @Override
  public Optional<Ancestry> ancestry(long executionId) {
    return jdbc.sql(
            "SELECT coalesce(root_execution_id, execution_id), depth, restricted FROM"
                + " noetl.execution WHERE execution_id = ?")
        .param(executionId)
        .query((row, number) -> new Ancestry(row.getLong(1), row.getInt(2), row.getBoolean(3)))
        .optional();
  }

  @Override
  public List<String> pathsAbove(long executionId, int most) {
    return jdbc.sql(
            """
            WITH RECURSIVE above AS (
              SELECT path, parent_execution_id, 1 AS place FROM noetl.execution WHERE execution_id = ?
              UNION ALL
              SELECT p.path, p.parent_execution_id, a.place + 1
                FROM noetl.execution p JOIN above a ON p.execution_id = a.parent_execution_id
               WHERE a.place < ?)
            SELECT path FROM above ORDER BY place
            """)
        .params(executionId, most)
        .query(String.class)
        .list();
  }

  private static Existing existing(ResultSet row, int number) throws SQLException {
    return new Existing(
        row.getLong("execution_id"),
        row.getLong("catalog_id"),
        row.getString("path"),
        row.getInt("version"));
  }

  @Override
  public List<Ended> ended(Collection<Long> executionIds) {
    return jdbc
        .sql(
            "SELECT execution_id, status, result, error, sealed FROM noetl.execution"
                + " WHERE execution_id IN (:ids) AND status NOT IN "
                + OPEN)
        .param("ids", List.copyOf(executionIds))
        .query(this::end)
        .list()
        .stream()
        .map(this::whole)
        .toList();
  }

  private Ended whole(Ended end) {
    return new Ended(
        end.executionId(),
        end.status(),
        BigResult.resolved(jdbc, json, end.executionId(), end.result()),
        end.error());
  }

  private Ended end(ResultSet row, int number) throws SQLException {
    return new Ended(
        row.getLong("execution_id"),
        row.getString("status"),
        json.readColumn(secrets.end(row).text("result")),
        row.getString("error"));
  }

  @Override
  public @Nullable Object stepResult(long executionId, String step) {
    String column =
        jdbc.sql(
                "SELECT event_id, result, sealed FROM noetl.event_record WHERE execution_id = ? AND"
                    + " node_name = ? AND event_type IN ('step.exit', 'loop.done') ORDER BY"
                    + " event_id DESC LIMIT 1")
            .params(executionId, step)
            .query(
                (row, number) ->
                    Optional.ofNullable(secrets.event(executionId, row).text("result")))
            .optional()
            .flatMap(found -> found)
            .orElse(null);
    return BigResult.resolved(jdbc, json, executionId, json.readColumn(column));
  }

  @Override
  public Optional<State> state(long executionId) {
    return jdbc.sql("SELECT status FROM noetl.execution WHERE execution_id = ?")
        .param(executionId)
        .query(String.class)
        .optional()
        .map(State::new);
  }

  @Override
  public String written(long executionId, Map<String, @Nullable Object> payload) {
    Object written = columns.seal(SealedColumns.payload(executionId), payload);
    return Objects.requireNonNull(json.writeColumn(written));
  }

  @Override
  public Map<String, @Nullable Object> payload(long executionId, String written) {
    return JsonLike.object(
        (Map<?, ?>)
            Objects.requireNonNull(
                columns.open(SealedColumns.payload(executionId), json.readObject(written))));
  }

  @Override
  public List<Long> requestCancel(long executionId, boolean cascade) {
    return requestCancel(executionId, cascade, true);
  }

  @Override
  public List<Long> requestCancelOfRest(long executionId) {
    return requestCancel(executionId, true, false);
  }

  private List<Long> requestCancel(long executionId, boolean cascade, boolean again) {
    return jdbc
        .sql(
            """
            WITH RECURSIVE tree AS (
              SELECT execution_id FROM noetl.execution
               WHERE execution_id = :id AND (cleanup IS NULL OR cleanup = 'over')
              UNION
              SELECT c.execution_id
                FROM noetl.execution c JOIN tree t ON c.parent_execution_id = t.execution_id
               WHERE :cascade AND (c.cleanup IS NULL OR c.cleanup = 'over'))
            UPDATE noetl.execution e
               SET cancel_requested = true, wake_at = CASE WHEN e.wake_at IS NULL THEN NULL ELSE '-infinity'::timestamptz END
              FROM tree
             WHERE e.execution_id = tree.execution_id AND (:again OR NOT e.cancel_requested) AND e.status IN
            """
                + OPEN
                + " RETURNING e.execution_id")
        .param("id", executionId)
        .param("cascade", cascade)
        .param("again", again)
        .query(Long.class)
        .list()
        .stream()
        // ids ascend with time: parents stand before their children
        .sorted()
        .toList();
  }
}
