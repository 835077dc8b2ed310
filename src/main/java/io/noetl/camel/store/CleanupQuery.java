package io.noetl.camel.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads from its log what an execution does when all else is done. */
public final class CleanupQuery {
  private static final int MOST_UNDONE = 1_000;

  private final JdbcClient jdbc;
  private final Json json;

  public CleanupQuery(JdbcClient jdbc, Json json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /**
   * What it undoes, and what went wrong.
   *
   * @return null where it has not begun to clean up
   */
  public @Nullable Map<String, @Nullable Object> of(long executionId) {
    String state =
        jdbc.sql("SELECT coalesce(cleanup, '') FROM noetl.execution WHERE execution_id = :id")
            .param("id", executionId)
            .query(String.class)
            .optional()
            .orElse("");
    if (state.isEmpty()) {
      return null;
    }
    Map<String, @Nullable Object> cleanup = new LinkedHashMap<>();
    cleanup.put("state", state.equals("over") ? "over" : "going");
    cleanup.put("part", state.equals("over") ? null : part(executionId));
    cleanup.put("compensated", compensated(executionId));
    cleanup.put("troubles", troubles(executionId));
    return cleanup;
  }

  private @Nullable String part(long executionId) {
    return jdbc.sql(
            """
            SELECT node_name FROM noetl.event_record WHERE execution_id = :id AND event_type = 'cleanup.started'
             ORDER BY event_id DESC LIMIT 1
            """)
        .param("id", executionId)
        .query(String.class)
        .optional()
        .orElse(null);
  }

  /** The steps and items that were to be undone, in the order in which that was done. */
  private List<Map<String, @Nullable Object>> compensated(long executionId) {
    return jdbc.sql(
            """
            SELECT meta -> 'undoes' ->> 'step' AS step, (meta -> 'undoes' ->> 'item')::int AS item,
                   meta -> 'undoes' ->> 'label' AS label, status, error
              FROM noetl.event_record
             WHERE execution_id = :id AND event_type = 'step.exit' AND meta ?? 'undoes'
             ORDER BY event_id LIMIT :most
            """)
        .param("id", executionId)
        .param("most", MOST_UNDONE)
        .query(
            (row, number) -> {
              Map<String, @Nullable Object> undone = new LinkedHashMap<>();
              undone.put("step", row.getString("step"));
              undone.put("item", row.getObject("item", Integer.class));
              undone.put("label", row.getString("label"));
              undone.put("status", row.getString("status"));
              undone.put("error", json.readNullable(row.getString("error")));
              return undone;
            })
        .list();
  }

  /** What went wrong in each part. */
  private List<Map<String, @Nullable Object>> troubles(long executionId) {
    return new ArrayList<>(
        jdbc.sql(
                """
                SELECT node_name, meta ->> 'step' AS step, error FROM noetl.event_record
                 WHERE execution_id = :id AND event_type = 'cleanup.ended' AND status = 'FAILED' ORDER BY event_id
                """)
            .param("id", executionId)
            .query(
                (row, number) -> {
                  Map<String, @Nullable Object> trouble = new LinkedHashMap<>();
                  trouble.put("in", row.getString("node_name"));
                  trouble.put("step", row.getString("step"));
                  trouble.put("error", json.readNullable(row.getString("error")));
                  return trouble;
                })
            .list());
  }
}
