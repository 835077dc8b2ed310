package io.noetl.camel.execution.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A playbook that starts by itself.
 *
 * @param plan when and what
 * @param enabled whether it starts
 * @param nextRun when it is due next; null while it is disabled
 * @param lastRun when it was due last; null before
 * @param lastStatus how that went: STARTED, or why it could not start; null before
 * @param lastExecutionId that execution; null for none
 * @param createdAt when it was created
 */
public record Schedule(
    long id,
    Plan plan,
    boolean enabled,
    @Nullable Instant nextRun,
    @Nullable Instant lastRun,
    @Nullable String lastStatus,
    @Nullable Long lastExecutionId,
    Instant createdAt) {

  /** What happens to runs that were due while nobody was there. */
  public enum MissedRuns {
    /** Nothing. */
    SKIP,
    /** One run stands for all of them: the last. */
    ONCE,
    /** All are run, the oldest first. */
    ALL
  }

  /**
   * When and what.
   *
   * @param name for people; may be empty
   * @param path the playbook
   * @param version null for the latest at each run
   * @param cron null where there is an interval
   * @param interval null where there is a cron expression
   * @param zone the time zone of the cron expression
   * @param payload of each run
   */
  public record Plan(
      String name,
      String path,
      @Nullable Integer version,
      @Nullable String cron,
      @Nullable Duration interval,
      ZoneId zone,
      MissedRuns missedRuns,
      Map<String, @Nullable Object> payload) {

    /**
     * When it is due.
     *
     * @param createdAt intervals count from here
     * @throws IllegalArgumentException when it has no cron expression and no interval, or both, or
     *     one that is wrong
     */
    public Timing timing(Instant createdAt) {
      if ((cron == null) == (interval == null)) {
        throw new IllegalArgumentException(
            "cron, interval_seconds: %s (expected: one of the two)"
                .formatted(cron == null ? "none is given" : "both are given"));
      }
      if (cron != null) {
        return new CronTiming(cron, zone);
      }
      if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
        throw new IllegalArgumentException(
            "interval_seconds: " + interval.toSeconds() + " (expected: at least 1)");
      }
      return new Timing.Every(interval, createdAt);
    }
  }

  /** When it is due. */
  public Timing timing() {
    return plan.timing(createdAt);
  }
}
