package io.noetl.camel.execution.schedule;

import java.time.Duration;
import java.time.Instant;

/** When something is due, again and again. */
public sealed interface Timing permits CronTiming, Timing.Every {

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
