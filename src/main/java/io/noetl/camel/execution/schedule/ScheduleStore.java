package io.noetl.camel.execution.schedule;

import io.noetl.camel.execution.SnowflakeIds;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.JsonLike;
import io.noetl.camel.store.secret.SealedColumns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Schedules as rows of NoETL's table. */
public final class ScheduleStore {
  private static final String SELECT =
      """
      SELECT schedule_id, name, playbook_path, playbook_version, cron, interval_seconds, enabled, timezone,
             missed_runs, next_run_at, last_run_at, last_status, last_execution_id, input_payload, created_at
        FROM noetl.schedule
      """;

  private final JdbcClient jdbc;
  private final Json json;
  private final SealedColumns columns;
  private final SnowflakeIds ids;

  /**
   * A store.
   *
   * @param columns encrypts a payload in which a stored secret stands
   */
  public ScheduleStore(JdbcClient jdbc, Json json, SealedColumns columns, SnowflakeIds ids) {
    this.jdbc = jdbc;
    this.json = json;
    this.columns = columns;
    this.ids = ids;
  }

  /** Creates a schedule, enabled; gives its id. */
  long create(Schedule.Plan plan, Instant now, Instant nextRun) {
    Integer version = plan.version();
    Duration interval = plan.interval();
    long id = ids.next();
    jdbc.sql(
            """
            INSERT INTO noetl.schedule (schedule_id, name, playbook_path, playbook_version, cron, interval_seconds, timezone,
                   missed_runs, next_run_at, input_payload, created_at, updated_at)
            VALUES (:id, :name, :path, :version, :cron, :interval, :zone, :missed, :next, :payload::json, :now, :now)
            """)
        .param("id", id)
        .param("name", plan.name())
        .param("path", plan.path())
        .param("version", version == null ? null : version.toString())
        .param("cron", plan.cron())
        .param("interval", interval == null ? null : (int) interval.toSeconds())
        .param("zone", plan.zone().getId())
        .param("missed", plan.missedRuns().name().toLowerCase(Locale.ROOT))
        .param("next", at(nextRun))
        .param("payload", json.writeColumn(columns.seal(identity(id), plan.payload())))
        .param("now", at(now))
        .update();
    return id;
  }

  /** Gives a schedule another plan. */
  void change(long id, Schedule.Plan plan, @Nullable Instant nextRun) {
    Integer version = plan.version();
    Duration interval = plan.interval();
    jdbc.sql(
            """
            UPDATE noetl.schedule
               SET name = :name, playbook_path = :path, playbook_version = :version, cron = :cron,
                   interval_seconds = :interval, timezone = :zone, missed_runs = :missed, next_run_at = :next,
                   input_payload = :payload::json, updated_at = now()
             WHERE schedule_id = :id
            """)
        .param("id", id)
        .param("name", plan.name())
        .param("path", plan.path())
        .param("version", version == null ? null : version.toString())
        .param("cron", plan.cron())
        .param("interval", interval == null ? null : (int) interval.toSeconds())
        .param("zone", plan.zone().getId())
        .param("missed", plan.missedRuns().name().toLowerCase(Locale.ROOT))
        .param("next", nextRun == null ? null : at(nextRun))
        .param("payload", json.writeColumn(columns.seal(identity(id), plan.payload())))
        .update();
  }

  /** All schedules, the oldest first. */
  List<Schedule> list() {
    return jdbc.sql(SELECT + " ORDER BY schedule_id").query(this::schedule).list();
  }

  /** One schedule. */
  public Optional<Schedule> find(long id) {
    return jdbc.sql(SELECT + " WHERE schedule_id = ?").param(id).query(this::schedule).optional();
  }

  /** Enables it from a time on, or disables it where that is null. */
  void enable(long id, @Nullable Instant nextRun) {
    jdbc.sql(
            """
            UPDATE noetl.schedule SET enabled = :enabled, next_run_at = :next, updated_at = now()
             WHERE schedule_id = :id
            """)
        .param("enabled", nextRun != null)
        .param("next", nextRun == null ? null : at(nextRun))
        .param("id", id)
        .update();
  }

  /** Notes what was due, and what is due next. */
  void ran(
      long id,
      @Nullable Instant dueAt,
      @Nullable String status,
      @Nullable Long executionId,
      Instant nextRun) {
    jdbc.sql(
            """
            UPDATE noetl.schedule
               SET last_run_at = coalesce(:due, last_run_at), last_status = coalesce(:status, last_status),
                   last_execution_id = CASE WHEN :status::text IS NULL THEN last_execution_id ELSE :execution END,
                   next_run_at = CASE WHEN enabled THEN :next ELSE next_run_at END, updated_at = now()
             WHERE schedule_id = :id
            """)
        .param("due", dueAt == null ? null : at(dueAt))
        .param("status", status)
        .param("execution", executionId)
        .param("next", at(nextRun))
        .param("id", id)
        .update();
  }

  boolean delete(long id) {
    return jdbc.sql("DELETE FROM noetl.schedule WHERE schedule_id = ?").param(id).update() > 0;
  }

  private static String identity(long id) {
    return "schedule:" + id;
  }

  private Map<String, @Nullable Object> payload(long id, @Nullable String written) {
    Object payload = columns.open(identity(id), json.readNullable(written));
    return payload instanceof Map<?, ?> map ? JsonLike.object(map) : Map.of();
  }

  private static OffsetDateTime at(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }

  private Schedule schedule(ResultSet row, int number) throws SQLException {
    String version = row.getString("playbook_version");
    Integer interval = row.getObject("interval_seconds", Integer.class);
    String payload = row.getString("input_payload");
    Schedule.Plan plan =
        new Schedule.Plan(
            row.getString("name"),
            row.getString("playbook_path"),
            version == null || version.equals("latest") ? null : Integer.valueOf(version),
            row.getString("cron"),
            interval == null ? null : Duration.ofSeconds(interval),
            ZoneId.of(row.getString("timezone")),
            Schedule.MissedRuns.valueOf(row.getString("missed_runs").toUpperCase(Locale.ROOT)),
            payload(row.getLong("schedule_id"), payload));
    return new Schedule(
        row.getLong("schedule_id"),
        plan,
        row.getBoolean("enabled"),
        instant(row, "next_run_at"),
        instant(row, "last_run_at"),
        row.getString("last_status"),
        row.getObject("last_execution_id", Long.class),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
