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
             count(*) FILTER (WHERE again = 'retry' AND NOT item) AS retries,
             count(*) FILTER (WHERE again = 'page' AND NOT item) AS pages,
             count(*) FILTER (WHERE event_type = 'step.enter' AND item) AS items,
             count(*) FILTER (WHERE event_type = 'step.exit' AND item AND status = 'COMPLETED') AS items_completed,
             count(*) FILTER (WHERE event_type = 'step.exit' AND item AND status = 'FAILED') AS items_failed,
             max(left(error, 4000)) FILTER (WHERE ended) AS error,
             coalesce(bool_or(fails), false) AS fails, (array_agg(edges) FILTER (WHERE edges IS NOT NULL))[1] AS edges,
             min(event_id) AS first
        FROM (SELECT event_id, event_type, node_name, node_type, status, created_at, error, meta ->> 'token' AS token,
                     meta ?? 'item' AS item, meta ->> 'again' AS again, meta ?? 'fails' AS fails, meta -> 'edges' AS edges,
                     event_type = 'loop.done' OR (event_type = 'step.exit' AND NOT meta ?? 'item') AS ended
                FROM noetl.event_record
               WHERE execution_id = :id
                 AND event_type IN ('command.issued', 'command.started', 'step.enter', 'step.exit', 'loop.done', 'call.error', 'call.done')
                 AND NOT (event_type = 'command.issued' AND meta ?? 'item')
                 AND (event_type NOT IN ('call.error', 'call.done') OR meta ?? 'again')) e
       GROUP BY node_name, token
       ORDER BY min(event_id)
      """;
  private static final String ITEMS =
      """
      SELECT * FROM (
        SELECT (meta ->> 'item')::int AS item, meta ->> 'token' AS token,
               min(created_at) FILTER (WHERE event_type = 'step.enter') AS started,
               max(created_at) FILTER (WHERE event_type = 'step.exit') AS ended,
               coalesce(max(status) FILTER (WHERE event_type = 'step.exit'), 'RUNNING') AS status,
               max(meta ->> 'label') AS label, count(*) FILTER (WHERE meta ?? 'again') AS retries,
               max(left(error, 2000)) FILTER (WHERE event_type = 'step.exit') AS error
          FROM noetl.event_record
         WHERE execution_id = :id AND node_name = :step AND meta ?? 'item'
           AND event_type IN ('step.enter', 'step.exit', 'call.error', 'call.done')
           AND (:token::text IS NULL OR meta ->> 'token' = :token)
         GROUP BY 1, 2) i
       WHERE started IS NOT NULL AND (:status::text IS NULL OR status = :status)
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
              timeline.add(span(row), times(row));
              return number;
            })
        .list();
    return timeline.spans();
  }

  /**
   * A page of the items of a step's loops, by index.
   *
   * @param token only those of this line of control; null for all
   * @param status only with this one: RUNNING, COMPLETED, FAILED; null for all
   */
  public List<ItemSpan> items(
      long executionId, String step, @Nullable String token, @Nullable String status, Page page) {
    return ofItems(ITEMS + " ORDER BY item, token LIMIT :limit OFFSET :offset", executionId, step)
        .param("token", token)
        .param("status", status)
        .param("limit", page.size())
        .param("offset", page.offset())
        .query(
            (row, number) ->
                new ItemSpan(
                    row.getInt("item"),
                    row.getString("label"),
                    String.valueOf(row.getString("token")),
                    row.getObject("started", LocalDateTime.class),
                    row.getObject("ended", LocalDateTime.class),
                    row.getString("status"),
                    row.getInt("retries"),
                    row.getString("error")))
        .list();
  }

  /** How many items there are, and when the first began and the last ended, by status. */
  public List<ItemCount> itemCounts(long executionId, String step, @Nullable String token) {
    return ofItems(
            "SELECT status, count(*) AS n, min(started) AS first, max(coalesce(ended, started)) AS"
                + " last FROM ("
                + ITEMS
                + ") c GROUP BY status",
            executionId,
            step)
        .param("token", token)
        .param("status", null)
        .query(
            (row, number) ->
                new ItemCount(
                    row.getString("status"),
                    row.getInt("n"),
                    row.getObject("first", LocalDateTime.class),
                    row.getObject("last", LocalDateTime.class)))
        .list();
  }

  /** How many items ended in each of so many equal parts of the loop's time, by status. */
  public List<Density> density(long executionId, String step, @Nullable String token, int parts) {
    return ofItems(
            """
            WITH i AS (%s), b AS (SELECT min(started) AS first, max(coalesce(ended, started)) AS last FROM i)
            SELECT least(:parts - 1, floor(:parts * extract(epoch FROM coalesce(ended, last) - first)
                     / greatest(extract(epoch FROM last - first), 0.000001)))::int AS part, status, count(*) AS n
              FROM i, b GROUP BY 1, 2 ORDER BY 1, 2
            """
                .formatted(ITEMS),
            executionId,
            step)
        .param("token", token)
        .param("status", null)
        .param("parts", parts)
        .query(
            (row, number) ->
                new Density(row.getInt("part"), row.getString("status"), row.getInt("n")))
        .list();
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
            SELECT event_id, event_type, created_at, left(error, 8000) AS error, meta ->> 'again' AS again, duration,
                   left(stack_trace, 20000) AS stack_trace, meta ->> 'token' AS token
              FROM noetl.event_record
             WHERE execution_id = :id AND node_name = :step
               AND event_type IN ('step.enter', 'call.done', 'call.error', 'sink.executed', 'sink.failed', 'step.exit', 'loop.done')
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
                    row.getString("token")))
        .list();
  }

  private JdbcClient.StatementSpec ofItems(String sql, long executionId, String step) {
    return jdbc.sql(sql).param("id", executionId).param("step", step);
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
        edges(row.getString("edges")));
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

  private static List<LocalDateTime> times(ResultSet row) throws SQLException {
    java.sql.Array array = row.getArray("issued");
    List<LocalDateTime> times = new ArrayList<>();
    if (array != null) {
      for (Object time : (Object[]) array.getArray()) {
        times.add(((java.sql.Timestamp) time).toLocalDateTime());
      }
    }
    return times;
  }

  /**
   * A part of a list.
   *
   * @param offset so many are left out
   * @param size at most so many
   */
  public record Page(int offset, int size) {}

  /** How many items have a status. */
  public record ItemCount(String status, int count, LocalDateTime first, LocalDateTime last) {}

  /**
   * Items that ended within a part of a loop's time.
   *
   * @param part from 0
   */
  public record Density(int part, String status, int count) {}

  /**
   * An event of a step's calls.
   *
   * @param error JSON text, as the log has it
   * @param stackTrace the traceback of the user's code
   * @param again why another call followed: retry or page; null for the last
   */
  public record CallSpan(
      long eventId,
      String type,
      LocalDateTime at,
      @Nullable String error,
      @Nullable String stackTrace,
      @Nullable String again,
      @Nullable String token) {}
}
