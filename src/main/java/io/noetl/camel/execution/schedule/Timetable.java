package io.noetl.camel.execution.schedule;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

/**
 * What is due when, in db-scheduler's table: one server does it, another one where that is gone.
 * Idle, it asks once each polling interval.
 */
public final class Timetable implements AutoCloseable {
  private static final String SCHEDULE = "schedule";
  private static final String MAINTENANCE = "maintenance";
  private static final String TABLE = "noetl.scheduled_tasks";
  private static final Duration RETRY = Duration.ofMinutes(1);
  private static final int THREADS = 2;

  private final CustomTask<Void> runs;
  private final Scheduler scheduler;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * How often it looks.
   *
   * @param poll between two looks: a run begins so late at most
   * @param maintenance between two runs of the maintenance
   */
  public record Settings(Duration poll, Duration maintenance) {
    public static final Settings DEFAULT = new Settings(Duration.ofSeconds(5), Duration.ofHours(1));
  }

  /**
   * A timetable.
   *
   * @param replica this server's name
   * @param maintenance what is done now and then, by one server
   */
  public Timetable(
      DataSource database,
      String replica,
      ScheduleRuns due,
      Runnable maintenance,
      Clock clock,
      Settings settings) {
    this.runs =
        Tasks.custom(SCHEDULE, Void.class)
            .onFailure(new FailureHandler.OnFailureRetryLater<>(RETRY))
            .onDeadExecutionRevive()
            .execute(
                (instance, context) ->
                    completion(due.run(Long.parseLong(instance.getId()), clock.instant())));
    RecurringTask<Void> regular =
        Tasks.recurring(MAINTENANCE, FixedDelay.of(settings.maintenance()))
            .execute((instance, context) -> maintenance.run());
    this.scheduler =
        Scheduler.create(database, runs)
            .startTasks(regular)
            .schedulerName(new SchedulerName.Fixed(replica))
            .tableName(TABLE)
            .clock(clock::instant)
            .threads(THREADS)
            .pollingInterval(settings.poll())
            .enableImmediateExecution()
            .build();
  }

  private static CompletionHandler<Void> completion(Optional<Instant> next) {
    return (complete, operations) ->
        next.ifPresentOrElse(time -> operations.reschedule(complete, time), operations::remove);
  }

  /** Begins to look. */
  public void start() {
    scheduler.start();
  }

  /** A schedule is due at a time. */
  void set(long schedule, Instant time) {
    try {
      if (!scheduler.scheduleIfNotExists(runs.instance(Long.toString(schedule)), time)) {
        scheduler.reschedule(runs.instance(Long.toString(schedule)), time);
      }
    } catch (TaskInstanceCurrentlyExecutingException running) {
      // It sets its next time itself, from the row.
    }
  }

  /** A schedule that is not there is due at a time. */
  void restore(long schedule, Instant time) {
    scheduler.scheduleIfNotExists(runs.instance(Long.toString(schedule)), time);
  }

  /** A schedule is not due any more. */
  void remove(long schedule) {
    TaskInstanceId instance = TaskInstanceId.of(SCHEDULE, Long.toString(schedule));
    try {
      if (scheduler.getScheduledExecution(instance).isPresent()) {
        scheduler.cancel(instance);
      }
    } catch (TaskInstanceCurrentlyExecutingException running) {
      // It finds its row disabled or gone, the next time at the latest, and removes itself.
    }
  }

  @Override
  public void close() {
    if (!closed.getAndSet(true)) {
      scheduler.stop();
    }
  }
}
