package io.noetl.camel.store.search;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads when the steps of an execution waited, and what for. */
public final class WaitQueries {
  private final JdbcClient jdbc;

  public WaitQueries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The waits of an execution, those that are over too, in the order of their beginning. */
  public List<WaitSpan> of(long executionId, int most) {
    return jdbc.sql(
            """
            SELECT w.step, w.kind, w.signal, w.signal_key, w.begun_at, w.due_at, e.wake_at IS NOT NULL AS parked,
                   CASE WHEN w.state = 'open' AND w.kind = 'time' AND w.due_at <= now() THEN w.due_at
                        ELSE coalesce(w.ended_at, e.end_time) END AS ended
              FROM noetl.wait w JOIN noetl.execution e USING (execution_id)
             WHERE w.execution_id = :id
             ORDER BY w.begun_at, w.wait_key LIMIT :most
            """)
        .param("id", executionId)
        .param("most", most)
        .query(WaitQueries::read)
        .list();
  }

  private static WaitSpan read(ResultSet row, int number) throws SQLException {
    return new WaitSpan(
        row.getString("step"),
        row.getString("kind"),
        row.getString("signal"),
        row.getString("signal_key"),
        row.getObject("begun_at", OffsetDateTime.class),
        row.getObject("ended", OffsetDateTime.class),
        row.getObject("due_at", OffsetDateTime.class),
        row.getBoolean("parked"));
  }

  /**
   * A wait of a step.
   *
   * @param kind time, signal or approval
   * @param signal the signal's name; null for a time
   * @param key the signal's key
   * @param endedAt null while it goes on
   * @param dueAt when it is over by itself; null for never
   * @param parked whether no server has the execution until then
   */
  public record WaitSpan(
      String step,
      String kind,
      @Nullable String signal,
      @Nullable String key,
      OffsetDateTime begunAt,
      @Nullable OffsetDateTime endedAt,
      @Nullable OffsetDateTime dueAt,
      boolean parked) {}
}
