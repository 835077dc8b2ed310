package io.noetl.camel.store;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads what is open in all of the service, by indexes that hold open executions alone. */
public final class WaitingQueries {
  private final JdbcClient jdbc;

  public WaitingQueries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** What is open now. */
  public Open open() {
    return jdbc.sql(
            """
            SELECT count(*) FILTER (WHERE status = 'RUNNING'), count(*) FILTER (WHERE status = 'PAUSED'),
                   count(*) FILTER (WHERE status = 'COMPENSATING'),
                   count(*) FILTER (WHERE status = 'PENDING'), min(start_time) FILTER (WHERE status = 'PENDING'),
                   min(start_time)
              FROM noetl.execution WHERE status IN ('PENDING', 'RUNNING', 'PAUSED', 'COMPENSATING')
            """)
        .query(
            (row, index) ->
                new Open(
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getObject(5, OffsetDateTime.class),
                    row.getObject(6, OffsetDateTime.class)))
        .single();
  }

  /**
   * Open executions.
   *
   * @param running those that run
   * @param paused those that are paused
   * @param compensating those that undo what they have done
   * @param waiting those that have not begun
   * @param waitingSince when the oldest that waits was started; null when none waits
   * @param openSince when the oldest open one was started; null when none is open
   */
  public record Open(
      long running,
      long paused,
      long compensating,
      long waiting,
      @Nullable OffsetDateTime waitingSince,
      @Nullable OffsetDateTime openSince) {}
}
