package io.noetl.camel.execution.schedule;

import io.noetl.camel.execution.Executions;
import io.noetl.camel.execution.StartRequest;
import io.noetl.camel.execution.Workload;
import io.noetl.camel.playbook.PlaybookInvalid;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts what is due. The time at which a run was due is part of its idempotency key, so that
 * servers that look at the same time, a repeated look and a backfill start it once.
 */
public final class ScheduleRuns {
  private static final Logger LOG = LoggerFactory.getLogger(ScheduleRuns.class);

  private final ScheduleStore store;
  private final Executions executions;
  private final Consumer<Instant> begun;

  /**
   * Runs.
   *
   * @param begun told of when each was due that is started on its time
   */
  public ScheduleRuns(ScheduleStore store, Executions executions, Consumer<Instant> begun) {
    this.store = store;
    this.executions = executions;
    this.begun = begun;
  }

  /** Starts what is due; gives the next time, empty when the schedule does not run any more. */
  public Optional<Instant> run(long id, Instant now) {
    Schedule schedule = store.find(id).filter(Schedule::enabled).orElse(null);
    Instant first = schedule == null ? null : schedule.nextRun();
    if (schedule == null || first == null) {
      return Optional.empty();
    }
    DueRuns due = DueRuns.at(now, first, schedule.timing(), schedule.plan().missedRuns());
    String status = null;
    Long execution = null;
    for (Instant time : due.times()) {
      try {
        execution = start(schedule, time).executionId();
        begun.accept(time);
        status = "STARTED";
      } catch (Executions.PlaybookNotFound | PlaybookInvalid | Workload.StartRefused e) {
        LOG.warn("Schedule {} could not start {}: {}", id, schedule.plan().path(), e.getMessage());
        execution = null;
        status = "NOT_STARTED: " + e.getMessage();
      }
    }
    Instant last = due.last().isAfter(now) ? null : due.last();
    store.ran(id, last, status, execution, due.next());
    return Optional.of(due.next());
  }

  /** Starts the run of a time, unless it was started before. */
  Executions.Started start(Schedule schedule, Instant time) {
    Schedule.Plan plan = schedule.plan();
    Map<String, @Nullable Object> payload = new LinkedHashMap<>(plan.payload());
    payload.putIfAbsent(
        "schedule",
        Map.of("schedule_id", Long.toString(schedule.id()), "scheduled_time", time.toString()));
    return executions.start(
        new StartRequest(
            new StartRequest.PlaybookRef.ByPath(plan.path(), plan.version()),
            payload,
            null,
            "schedule:" + schedule.id() + ":" + time,
            new StartRequest.Origin(
                "schedule:" + (plan.name().isEmpty() ? schedule.id() : plan.name()),
                "schedule",
                Map.of())));
  }
}
