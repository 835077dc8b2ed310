package io.noetl.camel.store.search;

import io.noetl.camel.store.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tells from the event log when the steps of an execution ran, and how. */
public final class StepQueries {
  private static final String STEPS =
      """
      SELECT node_name, token, max(node_type) AS kind,
             array_agg(created_at ORDER BY event_id) FILTER (WHERE event_type = 'command.issued') AS issued,
             min(created_at) FILTER (WHERE event_type IN ('step.enter', 'command.started')) AS started,
             max(created_at) FILTER (WHERE ended) AS ended, max(status) FILTER (WHERE ended) AS status,
             array_agg(created_at) FILTER (WHERE event_type = 'step.enter' AND NOT item) AS entered,
             count(*) FILTER (WHERE again IN ('retry', 'true') AND NOT item) AS retries,
             array_agg(created_at) FILTER (WHERE retry_at IS NOT NULL AND NOT item) AS retried,
             array_agg(retry_at) FILTER (WHERE retry_at IS NOT NULL AND NOT item) AS retry_at,
             count(*) FILTER (WHERE again = 'page' AND NOT item) AS pages,
             count(*) FILTER (WHERE event_type = 'step.enter' AND item) AS items,
             count(*) FILTER (WHERE event_type = 'step.exit' AND item AND status = 'COMPLETED') AS items_completed,
             count(*) FILTER (WHERE event_type = 'step.exit' AND item AND status = 'FAILED') AS items_failed,
             max(left(error, 4000)) FILTER (WHERE ended) AS error,
             coalesce(bool_or(fails), false) AS fails, (array_agg(edges) FILTER (WHERE edges IS NOT NULL))[1] AS edges,
             min(event_id) AS first
        FROM (SELECT event_id, event_type, node_name, node_type, status, created_at, error, meta ->> 'token' AS token,
                     meta ?? 'item' AS item, meta ->> 'again' AS again, meta ->> 'retry_at' AS retry_at,
                     meta ?? 'fails' AS fails, meta -> 'edges' AS edges,
                     event_type = 'loop.done' OR (event_type = 'step.exit' AND NOT meta ?? 'item') AS ended
                FROM noetl.event_record
               WHERE execution_id = :id
                 AND event_type IN ('command.issued', 'command.started', 'step.enter', 'step.exit', 'loop.done', 'call.error', 'call.done',
                                    'task.failed', 'task.done')
                 AND NOT (event_type = 'command.issued' AND meta ?? 'item')
                 AND (event_type NOT IN ('call.error', 'call.done', 'task.failed', 'task.done') OR meta ?? 'again')) e
       GROUP BY node_name, token
       ORDER BY min(event_id)
      """;

  /**
   * The items of a loop, their counts and how they are spread: the log is read once for all three.
   * Each part is materialized, since the planner knows nothing of a log that has just been written
   * and would read a part once for each item.
   */
  static final String ITEMS =
      """
      WITH i AS MATERIALIZED (
        SELECT * FROM (
          SELECT (meta ->> 'item')::int AS item, meta ->> 'token' AS token,
                 min(created_at) FILTER (WHERE event_type = 'step.enter') AS started,
                 max(created_at) FILTER (WHERE event_type = 'step.exit') AS ended,
                 coalesce(max(status) FILTER (WHERE event_type = 'step.exit'), 'RUNNING') AS status,
                 max(meta ->> 'label') AS label, count(*) FILTER (WHERE event_type NOT LIKE 'step.%') AS retries,
                 array_agg(created_at) FILTER (WHERE meta ?? 'retry_at') AS retried,
                 array_agg(meta ->> 'retry_at') FILTER (WHERE meta ?? 'retry_at') AS retry_at,
                 array_agg(created_at) FILTER (WHERE event_type = 'step.enter') AS entered,
                 max(left(error, 2000)) FILTER (WHERE event_type = 'step.exit') AS error
            FROM noetl.event_record
           WHERE execution_id = :id AND node_name = :step AND meta ?? 'item'
             AND (event_type IN ('step.enter', 'step.exit')
                  OR event_type IN ('call.error', 'call.done', 'task.failed', 'task.done') AND meta ?? 'again')
             AND (:token::text IS NULL OR meta ->> 'token' = :token)
           GROUP BY 1, 2) all_items
         WHERE started IS NOT NULL),
      b AS MATERIALIZED (SELECT min(started) AS first, max(coalesce(ended, started)) AS last FROM i)
      SELECT 'count' AS what, NULL::int AS at, NULL AS token, min(started) AS started, max(coalesce(ended, started)) AS ended,
             status, NULL AS label, count(*)::int AS n, NULL AS error,
             NULL::timestamp[] AS retried, NULL::text[] AS retry_at, NULL::timestamp[] AS entered
        FROM i GROUP BY status
       UNION ALL
      SELECT 'part', least(:parts - 1, floor(:parts * extract(epoch FROM coalesce(ended, last) - first)
                       / greatest(extract(epoch FROM last - first), 0.000001)))::int AS part,
             NULL, NULL, NULL, status, NULL, count(*)::int, NULL, NULL, NULL, NULL
        FROM i, b WHERE :parts > 0 GROUP BY part, status
       UNION ALL
      SELECT 'item', item, token, started, ended, status, label, retries::int, error, retried, retry_at, entered
        FROM (SELECT * FROM i WHERE :status::text IS NULL OR status = :status
               ORDER BY item, token LIMIT :limit OFFSET :offset) page
       ORDER BY what, at, token, status
      """;

  private final JdbcClient jdbc;
  private final Json json;

  public StepQueries(JdbcClient jdbc, Json json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** The runs of all steps, in the order in which they were due. */
  public List<StepSpan> steps(long executionId) {
    StepTimeline timeline = new StepTimeline();
    jdbc.sql(STEPS)
        .param("id", executionId)
        .query(
            (row, number) -> {
              timeline.add(span(row), Columns.times(row, "issued"));
              return number;
            })
        .list();
    return timeline.spans();
  }

  /**
   * The items of a step's loops: a page of them by index, and what is told of all.
   *
   * @param token only those of this line of control; null for all
   */
  public LoopItems items(long executionId, String step, @Nullable String token, Page page) {
    LoopItems found = new LoopItems(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    jdbc.sql(ITEMS)
        .param("id", executionId)
        .param("step", step)
        .param("token", token)
        .param("status", page.status())
        .param("limit", page.size())
        .param("offset", page.offset())
        .param("parts", page.parts())
        .query(
            (row, number) -> {
              found.add(row);
              return number;
            })
        .list();
    return found;
  }

  /**
   * The calls of a step, or of an item: each attempt and page ends with one event.
   *
   * @param item null for the step itself
   */
  public List<CallSpan> calls(
      long executionId, String step, @Nullable String token, @Nullable Integer item, int most) {
    return jdbc.sql(
            """
            SELECT event_id, event_type, created_at, left(error, 8000) AS error, meta ->> 'retry_at' AS retry_at,
                   CASE meta ->> 'again' WHEN 'true' THEN 'retry' ELSE meta ->> 'again' END AS again,
                   left(stack_trace, 20000) AS stack_trace, meta ->> 'token' AS token
              FROM noetl.event_record
             WHERE execution_id = :id AND node_name = :step
               AND event_type IN ('step.enter', 'call.done', 'call.error', 'sink.executed', 'sink.failed', 'step.exit', 'loop.done',
                                  'task.failed', 'task.done')
               AND (event_type NOT LIKE 'task.%' OR meta ?? 'again')
               AND (:token::text IS NULL OR meta ->> 'token' = :token OR NOT meta ?? 'token')
               AND CASE WHEN :item::int IS NULL THEN NOT meta ?? 'item' ELSE (meta ->> 'item')::int = :item END
             ORDER BY event_id LIMIT :most
            """)
        .param("id", executionId)
        .param("step", step)
        .param("token", token)
        .param("item", item)
        .param("most", most)
        .query(
            (row, number) ->
                new CallSpan(
                    row.getLong("event_id"),
                    row.getString("event_type"),
                    row.getObject("created_at", LocalDateTime.class),
                    row.getString("error"),
                    row.getString("stack_trace"),
                    row.getString("again"),
                    next(row.getString("retry_at")),
                    row.getString("token")))
        .list();
  }

  private static @Nullable LocalDateTime next(@Nullable String written) {
    return written == null ? null : Gap.utc(written);
  }

  private StepSpan span(ResultSet row) throws SQLException {
    LocalDateTime started = row.getObject("started", LocalDateTime.class);
    LocalDateTime ended = row.getObject("ended", LocalDateTime.class);
    String status = row.getString("status");
    return new StepSpan(
        row.getString("node_name"),
        row.getString("token"),
        row.getString("kind"),
        null,
        started,
        ended,
        ended != null ? status : started == null ? "PENDING" : "RUNNING",
        row.getInt("retries"),
        row.getInt("pages"),
        new StepSpan.Items(
            row.getInt("items"), row.getInt("items_completed"), row.getInt("items_failed")),
        row.getString("error"),
        row.getBoolean("fails"),
        edges(row.getString("edges")),
        Gap.between(
            Columns.times(row, "retried"),
            Columns.texts(row, "retry_at"),
            Columns.times(row, "entered")));
  }

  private List<StepSpan.Edge> edges(@Nullable String written) {
    List<StepSpan.Edge> edges = new ArrayList<>();
    if (json.readNullable(written) instanceof List<?> list) {
      for (Object edge : list) {
        if (edge instanceof Map<?, ?> map && map.get("step") instanceof Number step) {
          edges.add(new StepSpan.Edge(String.valueOf(map.get("action")), step.intValue()));
        }
      }
    }
    return edges;
  }

  /**
   * A part of a list.
   *
   * @param status only items with this one: RUNNING, COMPLETED, FAILED; null for all
   * @param offset so many are left out
   * @param size at most so many
   * @param parts into how many parts the loop's time is cut for its density; 0 for none
   */
  public record Page(@Nullable String status, int offset, int size, int parts) {}

  /**
   * An event of a step's calls.
   *
   * @param error JSON text, as the log has it
   * @param stackTrace the traceback of the user's code
   * @param again why another call followed: retry or page; null for the last
   * @param nextAt when the next attempt was to begin, UTC; null where none follows, or the log does
   *     not say
   */
  public record CallSpan(
      long eventId,
      String type,
      LocalDateTime at,
      @Nullable String error,
      @Nullable String stackTrace,
      @Nullable String again,
      @Nullable LocalDateTime nextAt,
      @Nullable String token) {}
}
