package io.noetl.camel.store.quota;

import io.noetl.camel.store.quota.Quota.Label;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The quotas in PostgreSQL. Executions are counted: there is no counter that could leak. */
public final class QuotaStore {
  private static final String USES =
      """
      SELECT q.name, q.value, q.most_open, q.when_full, q.python_seconds, q.python_per, q.changed_at, q.changed_by,
             (SELECT count(*) FROM noetl.execution e
               WHERE e.labels @> jsonb_build_object(q.name, q.value) AND e.labels <> '{}' AND e.parent_key IS NULL
                 AND e.status IN ('PENDING', 'RUNNING', 'PAUSED', 'COMPENSATING')
                 AND (e.status <> 'PENDING' OR e.owner IS DISTINCT FROM 'quota')) AS open,
             WAITING AS waiting,
             CASE WHEN q.python_per IS NULL THEN 0 ELSE
               (SELECT coalesce(sum(u.python_ms), 0) / 1000 FROM noetl.quota_use u
                 WHERE u.name = q.name AND u.value = q.value AND u.per = q.python_per
                   AND u.since = date_trunc(q.python_per, statement_timestamp(), 'UTC')) END AS used,
             date_trunc(q.python_per, statement_timestamp(), 'UTC')
               + make_interval(hours => CASE q.python_per WHEN 'day' THEN 24 ELSE 1 END) AS ends
        FROM noetl.quota q
      """;

  private static final String HELD =
      "FROM noetl.execution e WHERE e.labels @> jsonb_build_object(q.name, q.value) AND e.status ="
          + " 'PENDING' AND e.owner = 'quota'";
  private static final String COUNTED =
      USES.replace("WAITING", "(SELECT count(*) %s)".formatted(HELD));

  /** However many wait: whether there are any. */
  private static final String LOOKED_AT =
      USES.replace("WAITING", "(SELECT count(*) FROM (SELECT %s LIMIT 1) one)".formatted(HELD));

  private static final String IN_ORDER = " ORDER BY q.name, q.value";

  private final JdbcClient jdbc;

  public QuotaStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** All of them. */
  public List<QuotaUse> list() {
    return jdbc.sql(COUNTED + IN_ORDER).query(QuotaStore::use).list();
  }

  /** All of them; of those that wait only whether there are any, which costs less. */
  public List<QuotaUse> uses() {
    return jdbc.sql(LOOKED_AT + IN_ORDER).query(QuotaStore::use).list();
  }

  /** The quota of a label. */
  public Optional<QuotaUse> find(Label label) {
    return jdbc.sql(COUNTED + " WHERE q.name = ? AND q.value = ?")
        .params(label.name(), label.value())
        .query(QuotaStore::use)
        .optional();
  }

  /** The quotas that an execution waits for; none where it waits for none. */
  public List<QuotaUse> waitedFor(long executionId) {
    return jdbc.sql(
            LOOKED_AT
                + """
                 WHERE EXISTS (SELECT FROM noetl.execution x WHERE x.execution_id = ? AND x.status = 'PENDING' AND x.owner = 'quota'
                                  AND x.labels ->> q.name = q.value)
                """
                + IN_ORDER)
        .param(executionId)
        .query(QuotaStore::use)
        .list();
  }

  /**
   * Sets a quota, in the place of the one that its label has.
   *
   * @param most how many there may be
   * @return false where there are as many, and none of this label
   */
  public boolean put(Quota quota, @Nullable String by, int most) {
    Quota.PythonTime python = quota.python();
    return jdbc.sql(
                """
                INSERT INTO noetl.quota AS q (name, value, most_open, when_full, python_seconds, python_per, changed_by)
                SELECT :name, :value, :open, :full, :seconds::bigint, :per::text, :by::text
                 WHERE (SELECT count(*) FROM noetl.quota WHERE (name, value) <> (:name, :value)) < :most
                    ON CONFLICT (name, value) DO UPDATE
                   SET most_open = excluded.most_open, when_full = excluded.when_full,
                       python_seconds = excluded.python_seconds, python_per = excluded.python_per,
                       changed_at = now(), changed_by = excluded.changed_by
                """)
            .param("name", quota.label().name())
            .param("value", quota.label().value())
            .param("open", quota.mostOpen(), java.sql.Types.INTEGER)
            .param("full", quota.whenFull().key())
            .param("seconds", python == null ? null : python.seconds())
            .param("per", python == null ? null : python.per().key())
            .param("by", by)
            .param("most", most)
            .update()
        > 0;
  }

  /**
   * Takes a quota off, with what was used of it.
   *
   * @return false where there is none
   */
  public boolean delete(Label label) {
    return jdbc.sql(
                """
                WITH used AS (DELETE FROM noetl.quota_use WHERE name = :name AND value = :value)
                DELETE FROM noetl.quota WHERE name = :name AND value = :value
                """)
            .param("name", label.name())
            .param("value", label.value())
            .update()
        > 0;
  }

  /** Forgets what was used in hours and days that are over. */
  public void forgetPast() {
    jdbc.sql("DELETE FROM noetl.quota_use WHERE since < now() - interval '2 days'").update();
  }

  private static QuotaUse use(ResultSet row, int number) throws SQLException {
    String per = row.getString("python_per");
    OffsetDateTime ends = row.getObject("ends", OffsetDateTime.class);
    return new QuotaUse(
        new Quota(
            new Label(row.getString("name"), row.getString("value")),
            row.getObject("most_open", Integer.class),
            Quota.WhenFull.valueOf(row.getString("when_full").toUpperCase(Locale.ROOT)),
            per == null
                ? null
                : new Quota.PythonTime(
                    row.getLong("python_seconds"),
                    Quota.Period.valueOf(per.toUpperCase(Locale.ROOT)))),
        row.getLong("open"),
        row.getLong("waiting"),
        row.getDouble("used"),
        ends == null ? null : ends.toInstant(),
        instant(row, "changed_at"),
        row.getString("changed_by"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
