package io.noetl.camel.execution;

import io.noetl.camel.store.Json;
import io.noetl.camel.store.event.BigResult;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The leases of replicas and the executions that they own, in PostgreSQL. */
public final class ReplicaStore {
  /** Renews the lease, takes over what nobody owns, and asks what shall stop: one statement. */
  private static final String BEAT =
      """
      WITH beat AS (
        INSERT INTO noetl.replica (replica_id, lease_until) VALUES (:me, now() + :lease * interval '1 ms')
            ON CONFLICT (replica_id) DO UPDATE SET lease_until = EXCLUDED.lease_until),
      free AS (
        SELECT x.execution_id
          FROM noetl.execution x
         WHERE x.status IN ('PENDING', 'RUNNING', 'PAUSED') AND x.owner IS DISTINCT FROM :me
           AND NOT EXISTS (SELECT FROM noetl.replica r WHERE r.replica_id = x.owner AND r.lease_until > now())
         ORDER BY x.execution_id LIMIT :most
           FOR UPDATE OF x SKIP LOCKED),
      claimed AS (
        UPDATE noetl.execution e SET owner = :me, epoch = e.epoch + 1
          FROM free WHERE e.execution_id = free.execution_id
        RETURNING e.*)
      SELECT true AS claimed, execution_id, catalog_id, path, version, name, payload, parent_execution_id, epoch,
             cancel_requested
        FROM claimed
      UNION ALL
      SELECT false, execution_id, catalog_id, path, version, name, NULL, parent_execution_id, epoch, true
        FROM noetl.execution
       WHERE owner = :me AND cancel_requested AND status IN ('PENDING', 'RUNNING', 'PAUSED')
      """;

  private final JdbcClient jdbc;
  private final Json json;

  public ReplicaStore(JdbcClient jdbc, Json json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /**
   * What a beat found.
   *
   * @param claims executions taken over
   * @param cancels executions of this replica that shall stop
   */
  record Beat(List<Claim> claims, List<Long> cancels) {}

  private record Row(boolean claimed, Claim claim) {}

  Beat beat(String replica, Duration lease, int most) {
    List<Claim> claims = new ArrayList<>();
    List<Long> cancels = new ArrayList<>();
    List<Row> rows =
        jdbc.sql(BEAT)
            .param("me", replica)
            .param("lease", lease.toMillis())
            .param("most", most)
            .query(ReplicaStore::row)
            .list();
    for (Row row : rows) {
      if (row.claimed()) {
        claims.add(row.claim());
      } else {
        cancels.add(row.claim().executionId());
      }
    }
    return new Beat(claims, cancels);
  }

  private static Row row(ResultSet row, int number) throws SQLException {
    String payload = row.getString("payload");
    return new Row(
        row.getBoolean("claimed"),
        new Claim(
            row.getLong("execution_id"),
            row.getLong("catalog_id"),
            row.getString("path"),
            row.getInt("version"),
            row.getString("name"),
            payload == null ? "{}" : payload,
            nullableLong(row, "parent_execution_id"),
            row.getLong("epoch"),
            row.getBoolean("cancel_requested")));
  }

  private static @Nullable Long nullableLong(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }

  /** Gives everything back at once; a write that is still on its way is refused. */
  void release(String replica) {
    jdbc.sql(
            """
            WITH gone AS (DELETE FROM noetl.replica WHERE replica_id = :me)
            UPDATE noetl.execution SET owner = NULL, epoch = epoch + 1
             WHERE owner = :me AND status IN ('PENDING', 'RUNNING', 'PAUSED')
            """)
        .param("me", replica)
        .update();
  }

  /** The events of an execution, in order. */
  List<LoggedEvent> events(long executionId) {
    return jdbc
        .sql(
            """
            SELECT event_id, event_type, node_name, status, result, meta, context, error
              FROM noetl.event_record WHERE execution_id = ? ORDER BY event_id
            """)
        .param(executionId)
        .query(this::event)
        .list()
        .stream()
        .map(event -> event.isEnd() ? whole(executionId, event) : event)
        .toList();
  }

  private LoggedEvent whole(long executionId, LoggedEvent event) {
    return event.withResult(BigResult.resolved(jdbc, json, executionId, event.result()));
  }

  private LoggedEvent event(ResultSet row, int number) throws SQLException {
    String meta = row.getString("meta");
    String context = row.getString("context");
    // The column holds JSON.
    Object error = json.readNullable(row.getString("error"));
    return new LoggedEvent(
        row.getLong("event_id"),
        row.getString("event_type"),
        row.getString("node_name"),
        row.getString("status"),
        json.readNullable(row.getString("result")),
        json.readObject(meta == null ? "{}" : meta),
        json.readObject(context == null ? "{}" : context),
        error == null ? null : error.toString());
  }
}
