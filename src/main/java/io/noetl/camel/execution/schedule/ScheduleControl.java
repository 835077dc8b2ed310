package io.noetl.camel.execution.schedule;

import io.noetl.camel.execution.Executions;
import io.noetl.camel.execution.Playbooks;
import io.noetl.camel.execution.StartRequest.PlaybookRef;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Keeps the rows of schedules and the timetable together. */
public final class ScheduleControl implements Schedules {
  private final ScheduleStore store;
  private final ScheduleRuns runs;
  private final Timetable timetable;
  private final Playbooks playbooks;
  private final Clock clock;

  public ScheduleControl(
      ScheduleStore store,
      ScheduleRuns runs,
      Timetable timetable,
      Playbooks playbooks,
      Clock clock) {
    this.store = store;
    this.runs = runs;
    this.timetable = timetable;
    this.playbooks = playbooks;
    this.clock = clock;
  }

  @Override
  public List<Schedule> list() {
    return store.list();
  }

  @Override
  public Optional<Schedule> find(long id) {
    return store.find(id);
  }

  @Override
  public Schedule create(Schedule.Plan plan) {
    Instant now = now();
    Instant next = plan.timing(now).next(now);
    playbooks.entry(new PlaybookRef.ByPath(plan.path(), plan.version()));
    long id = store.create(plan, now, next);
    timetable.set(id, next);
    return store.find(id).orElseThrow();
  }

  @Override
  public Optional<Schedule> change(long id, Schedule.Plan plan) {
    Optional<Schedule> found = store.find(id);
    if (found.isPresent()) {
      Instant next = plan.timing(found.get().createdAt()).next(now());
      playbooks.entry(new PlaybookRef.ByPath(plan.path(), plan.version()));
      boolean enabled = found.get().enabled();
      store.change(id, plan, enabled ? next : null);
      if (enabled) {
        timetable.remove(id);
        timetable.set(id, next);
      }
    }
    return store.find(id);
  }

  @Override
  public Optional<List<Instant>> next(long id, Instant from, int count) {
    return store
        .find(id)
        .map(
            schedule ->
                Stream.iterate(schedule.timing().next(from), schedule.timing()::next)
                    .limit(count)
                    .toList());
  }

  @Override
  public Optional<Schedule> enable(long id, boolean enabled) {
    Optional<Schedule> found = store.find(id);
    if (found.isPresent() && found.get().enabled() != enabled) {
      if (enabled) {
        Instant next = found.get().timing().next(now());
        store.enable(id, next);
        timetable.set(id, next);
      } else {
        store.enable(id, null);
        timetable.remove(id);
      }
    }
    return store.find(id);
  }

  @Override
  public boolean delete(long id) {
    timetable.remove(id);
    return store.delete(id);
  }

  @Override
  public Optional<Executions.Started> runNow(long id) {
    return store.find(id).map(schedule -> runs.start(schedule, clock.instant()));
  }

  @Override
  public Optional<List<Run>> backfill(long id, Instant from, Instant to, boolean dryRun) {
    return store.find(id).map(schedule -> backfill(schedule, from, to, dryRun));
  }

  /** Puts enabled schedules into the timetable that a crash has kept out of it. */
  public void restore() {
    for (Schedule schedule : store.list()) {
      Instant next = schedule.nextRun();
      if (schedule.enabled() && next != null) {
        timetable.restore(schedule.id(), next);
      }
    }
  }

  private List<Run> backfill(Schedule schedule, Instant from, Instant to, boolean dryRun) {
    List<Instant> times = new ArrayList<>();
    Timing timing = schedule.timing();
    for (Instant t = timing.next(from.minusNanos(1)); t.isBefore(to); t = timing.next(t)) {
      times.add(t);
      if (times.size() > DueRuns.MOST) {
        throw new IllegalArgumentException(
            "from, to: more than %d runs (expected: at most that many; take a shorter range)"
                .formatted(DueRuns.MOST));
      }
    }
    return times.stream().map(time -> new Run(time, started(schedule, time, dryRun))).toList();
  }

  private Executions.@Nullable Started started(Schedule schedule, Instant time, boolean dryRun) {
    return dryRun ? null : runs.start(schedule, time);
  }

  /** PostgreSQL keeps microseconds; intervals count from what it keeps. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
