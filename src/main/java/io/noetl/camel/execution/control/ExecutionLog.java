package io.noetl.camel.execution.control;

import io.noetl.camel.execution.LoggedEvent;
import io.noetl.camel.execution.control.Replays.BigResults;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.event.BigResult;
import io.noetl.camel.store.event.NewEvent;
import io.noetl.camel.store.event.SealedEvents;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads executions and their whole logs, for those who look back. */
public final class ExecutionLog {
  private final JdbcClient jdbc;
  private final Json json;
  private final SealedEvents secrets;

  public ExecutionLog(JdbcClient jdbc, Json json, SealedEvents secrets) {
    this.jdbc = jdbc;
    this.json = json;
    this.secrets = secrets;
  }

  /**
   * An execution.
   *
   * @param payload what it was started with, as it is written
   * @param priority of what waits for room the highest goes first
   */
  record Head(
      long executionId,
      long catalogId,
      String path,
      int version,
      String status,
      String payload,
      int priority) {

    /** The same with another priority, where one is given. */
    Head withPriority(@Nullable Integer given) {
      return given == null
          ? this
          : new Head(executionId, catalogId, path, version, status, payload, given);
    }

    boolean hasEnded() {
      return !List.of("PENDING", "RUNNING", "PAUSED", "COMPENSATING").contains(status);
    }
  }

  Optional<Head> head(long executionId) {
    return jdbc.sql(
            """
            SELECT execution_id, catalog_id, path, version, status, payload, priority
              FROM noetl.execution WHERE execution_id = ?
            """)
        .param(executionId)
        .query(
            (row, number) ->
                new Head(
                    row.getLong("execution_id"),
                    row.getLong("catalog_id"),
                    row.getString("path"),
                    row.getInt("version"),
                    row.getString("status"),
                    row.getString("payload"),
                    row.getInt("priority")))
        .optional();
  }

  /** The child that a call of an execution has started last. */
  Optional<Long> child(long executionId, String call) {
    return jdbc.sql(
            """
            SELECT execution_id FROM noetl.execution
             WHERE parent_execution_id = :parent AND starts_with(parent_key, :call || '#')
             ORDER BY execution_id DESC LIMIT 1
            """)
        .param("parent", executionId)
        .param("call", call)
        .query(Long.class)
        .optional();
  }

  /**
   * The events of an execution that tell how it stood, in order, as they may be shown: without
   * secrets, and with those results alone that a fold reads.
   */
  List<LogEntry> folded(long executionId, Predicate<NewEvent> counts, BigResults bigResults) {
    return rows(executionId, SealedEvents.Columns::shown).stream()
        .filter(counts)
        .map(row -> folded(executionId, row, bigResults))
        .toList();
  }

  /**
   * All events of an execution, in order, as they were: for an execution that goes on with them.
   */
  List<LogEntry> entriesWithSecrets(long executionId) {
    return rows(executionId, row -> secrets.event(executionId, row)).stream()
        .map(row -> whole(executionId, row))
        .toList();
  }

  private List<NewEvent> rows(long executionId, Reading reading) {
    return jdbc.sql(
            """
            SELECT event_id, parent_event_id, created_at, event_type, node_name, node_type, status, duration,
                   context, result, meta, error, stack_trace, sealed
              FROM noetl.event_record WHERE execution_id = ? ORDER BY event_id
            """)
        .param(executionId)
        .query((row, number) -> row(row, reading.of(row)))
        .list();
  }

  private LogEntry folded(long executionId, NewEvent row, BigResults bigResults) {
    boolean isResult =
        switch (row.eventType()) {
          case "step.exit", "loop.done", "task.done", "task.failed" -> true;
          default -> false;
        };
    boolean isBeginning = row.eventType().equals("playbook.initialized");
    LoggedEvent event = LoggedEvent.of(row, json);
    if (!event.isEnd() && !isBeginning) {
      return new LogEntry(row, event.withResult(null));
    }
    return isResult && bigResults == BigResults.REFERENCES
        ? new LogEntry(row, event)
        : new LogEntry(row, event.withResult(resolved(executionId, event)));
  }

  private LogEntry whole(long executionId, NewEvent row) {
    LoggedEvent event = LoggedEvent.of(row, json);
    Object whole = resolved(executionId, event);
    return Objects.equals(whole, event.result())
        ? new LogEntry(row, event)
        : new LogEntry(row.withResult(json.writeColumn(whole)), event.withResult(whole));
  }

  private @Nullable Object resolved(long executionId, LoggedEvent event) {
    return BigResult.resolved(jdbc, json, executionId, event.result());
  }

  /** How the columns of a row are read. */
  @FunctionalInterface
  private interface Reading {
    SealedEvents.Columns of(ResultSet row) throws SQLException;
  }

  private static NewEvent row(ResultSet row, SealedEvents.Columns columns) throws SQLException {
    return new NewEvent(
        row.getLong("event_id"),
        row.getObject("parent_event_id", Long.class),
        row.getObject("created_at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
        row.getString("event_type"),
        row.getString("node_name"),
        row.getString("node_type"),
        row.getString("status"),
        row.getDouble("duration"),
        columns.text("context"),
        columns.text("result"),
        columns.text("meta"),
        columns.text("error"),
        row.getString("stack_trace"));
  }
}
