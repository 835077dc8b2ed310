package io.noetl.camel.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What open executions wait for. */
public final class OpenWaits {
  private final JdbcClient jdbc;

  public OpenWaits(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A wait.
   *
   * @param path of the playbook
   * @param kind time, signal or approval
   * @param signal the signal's name; null for a time
   * @param key the signal's key
   * @param dueAt when it is over by itself; null for never
   * @param parked whether no server has the execution until then
   */
  public record Wait(
      String executionId,
      String path,
      String step,
      String kind,
      @Nullable String signal,
      @Nullable String key,
      @Nullable String dueAt,
      String begunAt,
      boolean parked) {}

  /**
   * Those that go on, the oldest first.
   *
   * @param executionId null for all
   * @param signal null for any
   */
  public List<Wait> find(@Nullable Long executionId, @Nullable String signal, int most) {
    return jdbc.sql(
            """
            SELECT w.*, e.path, e.wake_at IS NOT NULL AS parked
              FROM noetl.wait w JOIN noetl.execution e USING (execution_id)
             WHERE w.state = 'open' AND e.status IN ('PENDING', 'RUNNING', 'PAUSED', 'COMPENSATING')
               AND (w.kind <> 'time' OR w.due_at > now())
               AND (:id::bigint IS NULL OR w.execution_id = :id)
               AND (:signal::text IS NULL OR w.signal = :signal)
             ORDER BY w.begun_at, w.execution_id, w.wait_key LIMIT :most
            """)
        .param("id", executionId)
        .param("signal", signal)
        .param("most", most)
        .query(OpenWaits::read)
        .list();
  }

  private static Wait read(ResultSet row, int number) throws SQLException {
    Timestamp due = row.getTimestamp("due_at");
    return new Wait(
        row.getString("execution_id"),
        row.getString("path"),
        row.getString("step"),
        row.getString("kind"),
        row.getString("signal"),
        row.getString("signal_key"),
        due == null ? null : due.toInstant().toString(),
        row.getTimestamp("begun_at").toInstant().toString(),
        row.getBoolean("parked"));
  }
}
