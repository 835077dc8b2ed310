package io.noetl.camel.api;

import io.noetl.camel.execution.Executions;
import io.noetl.camel.execution.schedule.Schedule;
import io.noetl.camel.execution.schedule.Schedules;
import io.noetl.camel.store.IsoTime;
import io.noetl.camel.store.secret.KnownSecrets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Playbooks that start by themselves. */
public class ScheduleApi {
  private final Schedules schedules;
  private final KnownSecrets secrets;
  private final Clock clock;

  public ScheduleApi(Schedules schedules, KnownSecrets secrets, Clock clock) {
    this.clock = clock;
    this.schedules = schedules;
    this.secrets = secrets;
  }

  /** {@code GET /api/schedules}. */
  public Object list(ApiRequest request) {
    request.require(Role.VIEWER);
    return Map.of("items", schedules.list().stream().map(this::shape).toList());
  }

  /** {@code GET /api/schedules/{id}}. */
  public Object show(ApiRequest request) {
    request.require(Role.VIEWER);
    return shape(found(request, schedules.find(request.id("id"))));
  }

  /**
   * {@code POST /api/schedules {path, version, cron | interval_seconds, timezone, missed_runs,
   * payload, name}}.
   */
  public Object create(ApiRequest request) {
    request.require(Role.EDITOR);
    BodyFields body = request.body();
    Schedule.Plan plan = plan(body);
    return shape(valid(() -> schedules.create(plan)));
  }

  /** {@code PUT /api/schedules/{id}}: another plan, as a new one is written. */
  public Object change(ApiRequest request) {
    request.require(Role.EDITOR);
    Schedule.Plan plan = plan(request.body());
    return shape(found(request, valid(() -> schedules.change(request.id("id"), plan))));
  }

  /** {@code GET /api/schedules/{id}/next?count=&from=}: when it is due, enabled or not. */
  public Object next(ApiRequest request) {
    request.require(Role.VIEWER);
    int count = request.queryInt("count", 10, 1, 1000);
    String text = request.query("from");
    Instant from =
        text == null
            ? clock.instant()
            : instant(new BodyFields(Map.of("from", text.replace(' ', '+'))), "from");
    List<Instant> times = found(request, schedules.next(request.id("id"), from, count));
    return Map.of(
        "schedule_id",
        String.valueOf(request.id("id")),
        "times",
        times.stream().map(ScheduleApi::zulu).toList());
  }

  /** {@code POST /api/schedules/{id}/pause}. */
  public Object pause(ApiRequest request) {
    request.require(Role.OPERATOR);
    return shape(found(request, schedules.enable(request.id("id"), false)));
  }

  /** {@code POST /api/schedules/{id}/resume}: from now on. */
  public Object resume(ApiRequest request) {
    request.require(Role.OPERATOR);
    return shape(found(request, schedules.enable(request.id("id"), true)));
  }

  /** {@code DELETE /api/schedules/{id}}: what it has started stays. */
  public Object delete(ApiRequest request) {
    request.require(Role.EDITOR);
    long id = request.id("id");
    if (!schedules.delete(id)) {
      throw missing(id);
    }
    return Map.of("message", "Schedule deleted successfully", "schedule_id", String.valueOf(id));
  }

  /** {@code POST /api/schedules/{id}/run}: now, beside its times. */
  public Object run(ApiRequest request) {
    request.require(Role.OPERATOR);
    return StartApi.started(found(request, schedules.runNow(request.id("id"))));
  }

  /** {@code POST /api/schedules/{id}/backfill {from, to, dry_run}}. */
  public Object backfill(ApiRequest request) {
    request.require(Role.OPERATOR);
    BodyFields body = request.body();
    Instant from = instant(body, "from");
    Instant to = instant(body, "to");
    boolean dryRun = body.flag("dry_run", false);
    List<Schedules.Run> runs =
        found(request, valid(() -> schedules.backfill(request.id("id"), from, to, dryRun)));
    long before = runs.stream().filter(ScheduleApi::wasThere).count();
    Map<String, @Nullable Object> reply = new LinkedHashMap<>();
    reply.put("schedule_id", String.valueOf(request.id("id")));
    reply.put("dry_run", dryRun);
    reply.put("runs", runs.stream().map(ScheduleApi::run).toList());
    reply.put(
        "message",
        dryRun
            ? "Would start up to %d runs".formatted(runs.size())
            : "Started %d runs, %d were there".formatted(runs.size() - before, before));
    return reply;
  }

  private static boolean wasThere(Schedules.Run run) {
    Executions.Started started = run.started();
    return started != null && started.existing();
  }

  private static Map<String, @Nullable Object> run(Schedules.Run run) {
    Executions.Started started = run.started();
    Map<String, @Nullable Object> shape = new LinkedHashMap<>();
    shape.put("scheduled_time", zulu(run.time()));
    shape.put("execution_id", started == null ? null : String.valueOf(started.executionId()));
    shape.put("existing", started != null && started.existing());
    return shape;
  }

  private static Schedule.Plan plan(BodyFields body) {
    int interval = body.integer("interval_seconds", 0, 1, Integer.MAX_VALUE);
    String name = body.text("name");
    return new Schedule.Plan(
        name == null ? "" : name,
        body.has("playbook_path") ? body.requiredText("playbook_path") : body.requiredText("path"),
        body.version("version"),
        body.text("cron"),
        interval == 0 ? null : Duration.ofSeconds(interval),
        zone(body),
        missedRuns(body),
        Payload.of(body));
  }

  private static ZoneId zone(BodyFields body) {
    String zone = body.text("timezone");
    try {
      return ZoneId.of(zone == null ? "UTC" : zone);
    } catch (DateTimeException e) {
      throw wrong("timezone", "Input should be a time zone, as Europe/Berlin or UTC", zone);
    }
  }

  private static Schedule.MissedRuns missedRuns(BodyFields body) {
    String text = body.text("missed_runs");
    try {
      return Schedule.MissedRuns.valueOf((text == null ? "once" : text).toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw wrong("missed_runs", "Input should be skip, once or all", text);
    }
  }

  private static Instant instant(BodyFields body, String name) {
    String text = body.requiredText(name);
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw wrong(name, "Input should be a time with its offset, as 2026-11-24T10:00:00Z", text);
    }
  }

  private static ApiProblem wrong(String field, String message, @Nullable Object input) {
    return ApiProblem.field(
        new ApiProblem.FieldError("value_error", List.of("body", field), message, input));
  }

  private static <T> T valid(Supplier<T> call) {
    try {
      return call.get();
    } catch (IllegalArgumentException e) {
      throw ApiProblem.of(ApiError.INVALID, String.valueOf(e.getMessage()));
    }
  }

  private static <T> T found(ApiRequest request, Optional<T> answer) {
    return answer.orElseThrow(() -> missing(request.id("id")));
  }

  private static ApiProblem missing(long id) {
    return ApiProblem.of(ApiError.NOT_FOUND, "Schedule " + id + " not found");
  }

  private Map<String, @Nullable Object> shape(Schedule schedule) {
    Schedule.Plan plan = schedule.plan();
    Duration interval = plan.interval();
    Long execution = schedule.lastExecutionId();
    Map<String, @Nullable Object> shape = new LinkedHashMap<>();
    shape.put("schedule_id", String.valueOf(schedule.id()));
    shape.put("name", plan.name());
    shape.put("playbook_path", plan.path());
    shape.put("playbook_version", plan.version());
    shape.put("cron", plan.cron());
    shape.put("interval_seconds", interval == null ? null : interval.toSeconds());
    shape.put("timezone", plan.zone().getId());
    shape.put("missed_runs", plan.missedRuns().name().toLowerCase(Locale.ROOT));
    shape.put("enabled", schedule.enabled());
    shape.put("next_run_at", zulu(schedule.nextRun()));
    shape.put("last_run_at", zulu(schedule.lastRun()));
    shape.put("last_status", schedule.lastStatus());
    shape.put("last_execution_id", execution == null ? null : execution.toString());
    shape.put("input_payload", plan.payload());
    shape.put("created_at", zulu(schedule.createdAt()));
    return secrets.mask().object(shape);
  }

  private static @Nullable String zulu(@Nullable Instant time) {
    return time == null ? null : IsoTime.zulu(time.atOffset(ZoneOffset.UTC));
  }
}
