package io.noetl.camel.execution;

import io.noetl.camel.template.TemplateError;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends executions whose playbook bounds their time. The time counts from the execution's start,
 * which its id tells: a takeover or a pause does not prolong it. Thread-safe.
 */
public final class Deadlines {
  private static final String[] FIELD = {"timeout"};

  private final ScheduledExecutorService timers;
  private final Clock clock;
  private final Map<Long, Future<?>> watched = new ConcurrentHashMap<>();

  public Deadlines(ScheduledExecutorService timers, Clock clock) {
    this.timers = timers;
    this.clock = clock;
  }

  /** Watches a run that begins or goes on here. */
  void watch(Run run) {
    forget(run.id());
    if (run.cleanup().isGoing()) {
      Instant due = run.cleanup().due();
      if (due != null) {
        schedule(run, due, () -> run.stop().expireCleanup(run.cleanup(), due));
      }
      return;
    }
    Double seconds;
    try {
      seconds = seconds(run);
    } catch (TemplateError e) {
      run.stop()
          .expire(
              ToolError.of(
                  "EX0404", e.errorClass(), "The `timeout` of the playbook: " + e.getMessage()));
      return;
    }
    if (seconds == null) {
      return;
    }
    schedule(run, end(run, seconds), () -> expire(run, seconds));
  }

  private void schedule(Run run, Instant end, Runnable action) {
    long millis = Math.max(0, Duration.between(clock.instant(), end).toMillis());
    watched.put(run.id(), timers.schedule(action, millis, TimeUnit.MILLISECONDS));
  }

  /**
   * When a run is stopped; null where its playbook does not bound it.
   *
   * @throws TemplateError when the template of that time fails
   */
  static @Nullable Instant end(Run run) {
    if (run.cleanup().isGoing()) {
      return run.cleanup().due();
    }
    Double seconds = seconds(run);
    return seconds == null ? null : end(run, seconds);
  }

  private static @Nullable Double seconds(Run run) {
    Double written = run.playbook().timeout();
    return written == null
        ? null
        : (Double) run.amounts().number("", FIELD, written, 0.001, run.names());
  }

  private static Instant end(Run run, double seconds) {
    return SnowflakeIds.timeOf(run.id()).plusNanos((long) (seconds * 1e9));
  }

  private void expire(Run run, double seconds) {
    watched.remove(run.id());
    run.stop()
        .expire(
            ToolError.of(
                "EX0404",
                "ExecutionTimeout",
                "The execution was stopped %s s after its start, the `timeout` of its playbook. Raise it, or make the steps faster."
                    .formatted(seconds)));
  }

  /** A run has ended, or runs elsewhere. */
  void forget(long executionId) {
    Future<?> timer = watched.remove(executionId);
    if (timer != null) {
      timer.cancel(false);
    }
  }
}
