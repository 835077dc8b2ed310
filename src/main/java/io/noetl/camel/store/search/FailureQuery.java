package io.noetl.camel.store.search;

import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds where an execution failed, and what it is a part of. */
public final class FailureQuery {
  private static final int MOST_ANCESTORS = 20;

  private final JdbcClient jdbc;

  public FailureQuery(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The first failure that nothing handled; empty where there is none. Where a loop failed it is
   * its first item that did.
   */
  public Optional<ExecutionFailure> of(long executionId) {
    return jdbc.sql(
            """
            WITH failed AS (
              SELECT node_name, meta ->> 'token' AS token, event_id FROM noetl.event_record
               WHERE execution_id = :id AND event_type IN ('step.exit', 'loop.done') AND status = 'FAILED'
                 AND (meta ?? 'fails' OR NOT meta ?? 'token')
               ORDER BY event_id LIMIT 1)
            SELECT e.event_id, e.node_name, e.created_at, left(e.error, 8000) AS error, f.token, (e.meta ->> 'item')::int AS item,
                   coalesce(left(e.stack_trace, 20000), (
                     SELECT left(c.stack_trace, 20000) FROM noetl.event_record c
                      WHERE c.execution_id = :id AND c.node_name = e.node_name AND c.event_type = 'call.error'
                        AND c.event_id <= e.event_id AND c.stack_trace IS NOT NULL
                      ORDER BY c.event_id DESC LIMIT 1)) AS stack_trace,
                   (SELECT count(*) FROM noetl.event_record a
                     WHERE a.execution_id = :id AND a.node_name = e.node_name
                       AND (a.event_type = 'call.error' OR a.event_type = 'task.failed' AND a.meta ?? 'again')
                       AND a.meta ->> 'token' IS NOT DISTINCT FROM f.token AND a.meta ->> 'item' IS NOT DISTINCT FROM e.meta ->> 'item') AS attempts,
                   (SELECT min(x.execution_id) FROM noetl.execution x
                     WHERE x.parent_execution_id = :id AND x.status = 'FAILED') AS child
              FROM failed f
              JOIN LATERAL (
                   SELECT * FROM noetl.event_record i
                    WHERE i.execution_id = :id AND i.node_name = f.node_name AND i.event_type IN ('step.exit', 'loop.done')
                      AND i.status = 'FAILED' AND i.event_id <= f.event_id
                      AND i.meta ->> 'token' IS NOT DISTINCT FROM f.token
                    ORDER BY i.event_id LIMIT 1) e ON true
            """)
        .param("id", executionId)
        .query(
            (row, number) ->
                new ExecutionFailure(
                    row.getString("node_name"),
                    row.getString("token"),
                    row.getObject("item", Integer.class),
                    row.getInt("attempts"),
                    row.getLong("event_id"),
                    row.getObject("created_at", LocalDateTime.class),
                    row.getString("error"),
                    row.getString("stack_trace"),
                    row.getObject("child", Long.class)))
        .optional();
  }

  /** How many children an execution has, by status. */
  public Map<String, Long> children(long executionId) {
    Map<String, Long> counts = new LinkedHashMap<>();
    jdbc.sql(
            """
            SELECT status, count(*) AS n FROM noetl.execution WHERE parent_execution_id = :id GROUP BY status ORDER BY status
            """)
        .param("id", executionId)
        .query(
            row -> {
              counts.put(row.getString("status"), row.getLong("n"));
            });
    return counts;
  }

  /** The execution's parent, its parent, and so on to the first. */
  public List<Ancestor> ancestors(long executionId) {
    return jdbc.sql(
            """
            WITH RECURSIVE up AS (
              SELECT parent_execution_id AS id, 1 AS n FROM noetl.execution WHERE execution_id = :id
              UNION ALL
              SELECT e.parent_execution_id, n + 1 FROM up JOIN noetl.execution e ON e.execution_id = up.id WHERE n < :most)
            SELECT e.execution_id, e.path, e.status FROM up JOIN noetl.execution e ON e.execution_id = up.id ORDER BY n
            """)
        .param("id", executionId)
        .param("most", MOST_ANCESTORS)
        .query(
            (row, number) ->
                new Ancestor(
                    row.getLong("execution_id"), row.getString("path"), row.getString("status")))
        .list();
  }

  /** An execution above another. */
  public record Ancestor(long executionId, String path, String status) {}
}
