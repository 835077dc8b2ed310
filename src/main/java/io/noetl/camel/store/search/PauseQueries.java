package io.noetl.camel.store.search;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads when an execution was paused, and which steps that were under way did nothing then. */
public final class PauseQueries {
  private static final String PAUSES =
      """
      SELECT begun, ended, until, reason
        FROM (SELECT event_id, event_type, created_at AS begun, lead(created_at) OVER (ORDER BY event_id) AS ended,
                     lead(event_id) OVER (ORDER BY event_id) AS until,
                     meta ->> 'reason' AS reason
                FROM noetl.event_record
               WHERE execution_id = :id
                 AND event_type IN ('playbook.paused', 'playbook.resumed', 'playbook.completed', 'playbook.failed', 'playbook.cancelled')) e
       WHERE event_type = 'playbook.paused'
       ORDER BY event_id DESC LIMIT :most
      """;

  /**
   * What ran when it was paused goes on to its end. After that a loop begins no item and a list no
   * task: the last that is known of each item, or of the step itself, before the pause ended is an
   * end. Of a loop of many items those that a pause ran into are among the newest events.
   */
  static final String IDLE =
      """
      WITH pause AS MATERIALIZED (SELECT begun, coalesce(ended, 'infinity') AS ended,
                                       coalesce(until, 9223372036854775807) AS until FROM (%s) p),
      unit AS (
        SELECT p.begun, p.ended, node_name, meta ->> 'token' AS token, meta ->> 'item' AS item, max(created_at) AS seen,
               (array_agg(event_type ORDER BY event_id DESC))[1] AS last
          FROM pause p
         CROSS JOIN LATERAL (
               SELECT event_id, created_at, event_type, node_name, meta FROM noetl.event_record
                WHERE execution_id = :id AND event_id < p.until
                  AND event_type IN ('step.enter', 'step.exit', 'task.done', 'task.failed', 'loop.done')
                ORDER BY event_id DESC LIMIT :newest) e
         GROUP BY 1, 2, 3, 4, 5)
      SELECT node_name, token, greatest(begun, max(seen)) AS begun, nullif(ended, 'infinity') AS ended
        FROM unit
       GROUP BY unit.begun, unit.ended, node_name, token
      HAVING bool_and(last <> 'step.enter' AND (last NOT LIKE 'task.%%' OR seen >= begun))
         AND NOT bool_or(last = 'loop.done' OR last = 'step.exit' AND item IS NULL)
       ORDER BY begun
      """
          .formatted(PAUSES);

  /** Events that are looked at for one pause: more items than these run at a time nowhere. */
  private static final int NEWEST = 5_000;

  private final JdbcClient jdbc;

  public PauseQueries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The newest pauses of an execution, the newest first.
   *
   * @param most at most so many
   */
  public List<Pause> of(long executionId, int most) {
    return jdbc.sql(PAUSES)
        .param("id", executionId)
        .param("most", most)
        .query((row, number) -> new Pause(time(row, "begun"), ended(row), row.getString("reason")))
        .list();
  }

  /** The steps that were under way in those pauses, and when nothing of them ran any more. */
  public List<Idle> idle(long executionId, int most) {
    return jdbc.sql(IDLE)
        .param("id", executionId)
        .param("most", most)
        .param("newest", NEWEST)
        .query(
            (row, number) ->
                new Idle(
                    row.getString("node_name"),
                    row.getString("token"),
                    new Gap(Gap.Kind.PAUSED, time(row, "begun"), ended(row))))
        .list();
  }

  private static LocalDateTime time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, LocalDateTime.class);
  }

  private static @Nullable LocalDateTime ended(ResultSet row) throws SQLException {
    return row.getObject("ended", LocalDateTime.class);
  }

  /**
   * A pause of an execution.
   *
   * @param begunAt UTC
   * @param endedAt UTC; null while it goes on
   * @param reason what the one who paused it said; null for nothing
   */
  public record Pause(
      LocalDateTime begunAt, @Nullable LocalDateTime endedAt, @Nullable String reason) {}

  /**
   * A run of a step that did nothing because of a pause.
   *
   * @param token its line of control, as text; null where the log does not say
   */
  public record Idle(String step, @Nullable String token, Gap gap) {}
}
