package io.noetl.camel.store.notice;

import io.noetl.camel.store.Storable;
import io.noetl.camel.store.event.RunCommit;
import io.noetl.camel.store.secret.KnownSecrets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
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
             coalesce(extract(epoch FROM now() - w.begun_at), 0)::bigint AS waited,
             CASE t.event
             WHEN 'approval' THEN coalesce(
               w.state = 'open' AND (w.due_at IS NULL OR w.due_at > now()) AND NOT e.cancel_requested
               AND e.status IN ('PENDING', 'RUNNING', 'PAUSED', 'COMPENSATING'), false)
             WHEN 'deadline' THEN e.execution_id IS NOT NULL AND e.end_time IS NULL
             WHEN 'recovered' THEN coalesce((
               SELECT p.status = 'FAILED' FROM noetl.execution p
                WHERE p.path = e.path AND p.start_time < e.start_time AND p.end_time IS NOT NULL
                  AND p.status <> 'CANCELLED' AND p.parent_execution_id IS NOT DISTINCT FROM e.parent_execution_id
                ORDER BY p.start_time DESC LIMIT 1), false)
             ELSE true END AS wanted
        FROM taken t LEFT JOIN noetl.execution e USING (execution_id)
        LEFT JOIN noetl.approval a ON a.approval_id = t.approval_id
        LEFT JOIN noetl.wait w ON w.execution_id = a.execution_id AND w.wait_key = a.wait_key
       ORDER BY t.receiver, t.notice_id
      """;

  /**
   * Ends notices. Behind one of an approval that is still open stands its next reminder, at the
   * next full multiple of the time between two: a receiver has one of an approval at a time, and
   * one that fails for long gets no heap of them.
   */
  private static final String END =
      """
      WITH ended AS (
        UPDATE noetl.notice SET state = :state, error = :error, ended_at = now()
         WHERE notice_id IN (:ids) AND state = 'open'
        RETURNING *),
      later AS (
        SELECT e.*, w.due_at AS late_at,
               w.begun_at + e.remind_seconds * interval '1 s'
                 * (floor(extract(epoch FROM now() - w.begun_at) / e.remind_seconds) + 1)::float8 AS next_at
          FROM ended e
          JOIN noetl.approval a ON a.approval_id = e.approval_id
          JOIN noetl.wait w ON w.execution_id = a.execution_id AND w.wait_key = a.wait_key
         WHERE e.remind_seconds IS NOT NULL AND e.state <> 'dropped' AND w.state = 'open')
      INSERT INTO noetl.notice (execution_id, event, receiver, text, approval_id, reminder, remind_seconds, due_at)
      SELECT execution_id, event, receiver, text, approval_id, reminder + 1, remind_seconds, next_at
        FROM later WHERE late_at IS NULL OR next_at < late_at
          ON CONFLICT DO NOTHING
      """;

  private final JdbcClient jdbc;
  private final KnownSecrets secrets;

  /**
   * The tables.
   *
   * @param secrets hides stored secrets that a text holds
   */
  public NoticeStore(JdbcClient jdbc, KnownSecrets secrets) {
    this.jdbc = jdbc;
    this.secrets = secrets;
  }

  /**
   * What people are asked.
   *
   * @param approvalId what they may decide
   * @param reminder how often they were told before
   * @param waited for how long it has been open
   */
  public record Asked(long approvalId, int reminder, Duration waited) {}

  /**
   * Something to be told.
   *
   * @param path the playbook's
   * @param restricted whether the execution may reach only what restricted ones may
   * @param wanted whether it is to be told after all
   * @param asked of which approval; null for those of executions
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
      boolean wanted,
      @Nullable Asked asked) {}

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
      @Nullable String ended_at,
      @Nullable String approval_id,
      int reminder) {}

  /**
   * People are asked: in the transaction of the caller.
   *
   * @param notices who is told
   * @param remind how often they are reminded while nobody decides; null for never
   */
  public void asked(
      long executionId,
      long approvalId,
      List<RunCommit.Notice> notices,
      @Nullable Duration remind) {
    for (RunCommit.Notice notice : notices) {
      jdbc.sql(
              """
              INSERT INTO noetl.notice (execution_id, event, receiver, text, approval_id, remind_seconds)
              VALUES (:execution, :event, :receiver, :text, :approval, :remind)
                  ON CONFLICT DO NOTHING
              """)
          .param("execution", executionId)
          .param("event", notice.event())
          .param("receiver", Storable.text(notice.receiver()))
          .param(
              "text", Storable.text(RunCommit.Notice.shortened(secrets.mask().text(notice.text()))))
          .param("approval", approvalId)
          .param("remind", remind == null ? null : remind.toSeconds(), Types.BIGINT)
          .update();
    }
  }

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
    long approval = row.getLong("approval_id");
    return new Notice(
        row.getLong("notice_id"),
        row.getLong("execution_id"),
        row.getString("event"),
        row.getString("receiver"),
        row.getString("text"),
        row.getInt("attempts"),
        row.getString("path"),
        row.getBoolean("restricted"),
        row.getBoolean("wanted"),
        approval == 0
            ? null
            : new Asked(
                approval, row.getInt("reminder"), Duration.ofSeconds(row.getLong("waited"))));
  }

  /** They are over: sent, dropped or failed. Who is to be reminded is told again later. */
  public void ended(List<Long> ids, String state, @Nullable String error) {
    jdbc.sql(END).param("state", state).param("error", error).param("ids", ids).update();
  }

  /** They are tried again after a while. */
  public void again(List<Long> ids, Duration after, String error) {
    jdbc.sql(
            "UPDATE noetl.notice SET due_at = now() + :after * interval '1 ms', error = :error"
                + " WHERE notice_id IN (:ids) AND state = 'open'")
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
                   nullif(approval_id, 0)::text AS approval_id, reminder,
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
