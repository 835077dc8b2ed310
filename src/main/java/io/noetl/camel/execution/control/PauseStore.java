package io.noetl.camel.execution.control;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The paused state of executions, in their rows and logs: one statement changes both. */
public final class PauseStore {
  private static final String CHANGE =
      """
      WITH changed AS (
        UPDATE noetl.execution
           SET status = CASE WHEN :to = 'RUNNING' AND cleanup = 'undoing' THEN 'COMPENSATING' ELSE :to END
         WHERE execution_id = :id AND status IN (:from)
        RETURNING execution_id, catalog_id, parent_execution_id, path, name)
      INSERT INTO noetl.event_record (execution_id, event_id, catalog_id, parent_execution_id, created_at,
             event_type, node_id, node_name, status, context, meta, worker_id, playbook_name)
      SELECT execution_id, :event, catalog_id, parent_execution_id, :at::timestamp, :type, path, path, :to,
             jsonb_build_object('execution_id', execution_id::text, 'catalog_id', catalog_id::text,
                                'root_event_id', NULL),
             jsonb_strip_nulls(jsonb_build_object('reason', :reason::text)), :worker, name
        FROM changed
      """;

  private final JdbcClient jdbc;
  private final Clock clock;
  private final String worker;

  /**
   * A store.
   *
   * @param worker this replica, the {@code worker_id} of the events
   */
  public PauseStore(JdbcClient jdbc, Clock clock, String worker) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.worker = worker;
  }

  /** Makes a running execution a paused one; false when it is not running. */
  boolean pause(long executionId, long eventId, @Nullable String reason) {
    return change(
        executionId,
        eventId,
        "playbook.paused",
        List.of("RUNNING", "COMPENSATING"),
        "PAUSED",
        reason);
  }

  /** Makes a paused execution a running one; false when it is not paused. */
  boolean resume(long executionId, long eventId) {
    return change(executionId, eventId, "playbook.resumed", List.of("PAUSED"), "RUNNING", null);
  }

  private boolean change(
      long executionId,
      long eventId,
      String type,
      List<String> from,
      String to,
      @Nullable String reason) {
    return jdbc.sql(CHANGE)
            .param("id", executionId)
            .param("event", eventId)
            .param("at", LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
            .param("type", type)
            .param("from", from)
            .param("to", to)
            .param("reason", reason)
            .param("worker", worker)
            .update()
        > 0;
  }

  /** How an execution stands. */
  Optional<String> status(long executionId) {
    return jdbc.sql("SELECT status FROM noetl.execution WHERE execution_id = ?")
        .param(executionId)
        .query(String.class)
        .optional();
  }

  /** The children of an execution that have not ended. */
  List<Long> openChildren(long executionId) {
    return jdbc.sql(
            """
            SELECT execution_id FROM noetl.execution
             WHERE parent_execution_id = ? AND status IN ('PENDING', 'RUNNING', 'PAUSED', 'COMPENSATING')
            """)
        .param(executionId)
        .query(Long.class)
        .list();
  }

  /** The executions of a replica that are paused. */
  Set<Long> pausedOf(String owner) {
    return Set.copyOf(
        jdbc.sql("SELECT execution_id FROM noetl.execution WHERE owner = ? AND status = 'PAUSED'")
            .param(owner)
            .query(Long.class)
            .list());
  }
}
