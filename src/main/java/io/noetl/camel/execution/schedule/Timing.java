package io.noetl.camel.execution.schedule;

import io.noetl.camel.playbook.PullSource;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** When something is due, again and again. */
public sealed interface Timing permits CronTiming, Timing.Every {

  /**
   * When a source is due; intervals count from 1970.
   *
   * @throws IllegalArgumentException when its cron expression is none
   */
  static Timing of(PullSource.Times times) {
    return times.cron() == null
        ? new Every(Duration.ofSeconds(Math.max(1, times.seconds())), Instant.EPOCH)
        : new CronTiming(times.cron(), ZoneId.of(times.zone()));
  }

  /** The first time after a moment. */
  Instant next(Instant after);

  /**
   * At a fixed distance.
   *
   * @param interval at least a second
   * @param from the times are counted from here, which is none of them
   */
  record Every(Duration interval, Instant from) implements Timing {

    @Override
    public Instant next(Instant after) {
      long passed = Math.max(0, Duration.between(from, after).dividedBy(interval));
      return from.plus(interval.multipliedBy(passed + 1));
    }
  }
}
