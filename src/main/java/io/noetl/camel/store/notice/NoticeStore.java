package io.noetl.camel.store.notice;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What receivers are still to be told, and what they were told, in PostgreSQL. */
public final class NoticeStore {
  private static final int MOST = 50;

  /**
   * Takes what is due for the receivers whose turn it is. A receiver has one turn at a time, on one
   * server; what was taken and not ended is due again after three minutes, in which so many
   * receivers can be told however slow they are.
   */
  private static final String TAKE =
      """
      WITH due AS (
        SELECT receiver, min(due_at) AS first FROM noetl.notice WHERE state = 'open' AND due_at <= now()
         GROUP BY receiver ORDER BY first LIMIT 8),
      turn AS (
        INSERT INTO noetl.notice_receiver AS r (receiver, told_at) SELECT receiver, now() FROM due
            ON CONFLICT (receiver) DO UPDATE SET told_at = now()
             WHERE r.told_at <= now() - :every * interval '1 ms'
        RETURNING receiver),
      picked AS (
        SELECT n.notice_id FROM turn
         CROSS JOIN LATERAL (
               SELECT notice_id FROM noetl.notice
                WHERE receiver = turn.receiver AND state = 'open' AND due_at <= now()
                ORDER BY notice_id LIMIT :most) n),
      taken AS (
        UPDATE noetl.notice n SET attempts = n.attempts + 1, due_at = now() + interval '3 minutes'
          FROM picked WHERE n.notice_id = picked.notice_id
        RETURNING n.*)
      SELECT t.*, coalesce(e.path, '') AS path, coalesce(e.restricted, true) AS restricted,
             CASE t.event
             WHEN 'deadline' THEN e.execution_id IS NOT NULL AND e.end_time IS NULL
             WHEN 'recovered' THEN coalesce((
               SELECT p.status = 'FAILED' FROM noetl.execution p
                WHERE p.path = e.path AND p.start_time < e.start_time AND p.end_time IS NOT NULL
                  AND p.status <> 'CANCELLED' AND p.parent_execution_id IS NOT DISTINCT FROM e.parent_execution_id
                ORDER BY p.start_time DESC LIMIT 1), false)
             ELSE true END AS wanted
        FROM taken t LEFT JOIN noetl.execution e USING (execution_id)
       ORDER BY t.receiver, t.notice_id
      """;

  private final JdbcClient jdbc;

  public NoticeStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Something to be told.
   *
   * @param path the playbook's
   * @param restricted whether the execution may reach only what restricted ones may
   * @param wanted whether it is to be told after all
   */
  public record Notice(
      long id,
      long executionId,
      String event,
      String receiver,
      String text,
      int attempts,
      String path,
      boolean restricted,
      boolean wanted) {}

  /** What became of something that was to be told. */
  public record Listed(
      String notice_id,
      String execution_id,
      String event,
      String receiver,
      String text,
      String state,
      int attempts,
      @Nullable String error,
      String created_at,
      String due_at,
      @Nullable String ended_at) {}

  /**
   * Takes what is due.
   *
   * @param every a receiver is told no more often
   */
  public List<Notice> take(Duration every) {
    return jdbc.sql(TAKE)
        .param("every", every.toMillis())
        .param("most", MOST)
        .query(NoticeStore::notice)
        .list();
  }

  private static Notice notice(ResultSet row, int number) throws SQLException {
    return new Notice(
        row.getLong("notice_id"),
        row.getLong("execution_id"),
        row.getString("event"),
        row.getString("receiver"),
        row.getString("text"),
        row.getInt("attempts"),
        row.getString("path"),
        row.getBoolean("restricted"),
        row.getBoolean("wanted"));
  }

  /** They are over: sent, dropped or failed. */
  public void ended(List<Long> ids, String state, @Nullable String error) {
    jdbc.sql(
            "UPDATE noetl.notice SET state = :state, error = :error, ended_at = now() WHERE"
                + " notice_id IN (:ids)")
        .param("state", state)
        .param("error", error)
        .param("ids", ids)
        .update();
  }

  /** They are tried again after a while. */
  public void again(List<Long> ids, Duration after, String error) {
    jdbc.sql(
            "UPDATE noetl.notice SET due_at = now() + :after * interval '1 ms', error = :error"
                + " WHERE notice_id IN (:ids)")
        .param("after", after.toMillis())
        .param("error", error)
        .param("ids", ids)
        .update();
  }

  /** Notices, the newest first. */
  public List<Listed> list(@Nullable Long executionId, @Nullable String state, int most) {
    return jdbc.sql(
            """
            SELECT notice_id::text, execution_id::text, event, receiver, text, state, attempts, error,
                   to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS created_at,
                   to_char(due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS due_at,
                   to_char(ended_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS ended_at
              FROM noetl.notice
             WHERE (:execution::bigint IS NULL OR execution_id = :execution) AND (:state::text IS NULL OR state = :state)
             ORDER BY notice_id DESC LIMIT :most
            """)
        .param("execution", executionId)
        .param("state", state)
        .param("most", most)
        .query(Listed.class)
        .list();
  }

  /** Forgets what was told long ago. */
  public int forget(Duration age) {
    return jdbc.sql("DELETE FROM noetl.notice WHERE ended_at < now() - :age * interval '1 ms'")
        .param("age", age.toMillis())
        .update();
  }
}
