package io.noetl.camel.component.subscription;

import io.noetl.camel.execution.trigger.Held;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Times at which a source is looked into. Not thread-safe. */
final class Looks {
  private final Held held;
  private final Clock clock;
  private final Duration every;
  private Instant next = Instant.MIN;

  /**
   * Looks.
   *
   * @param seconds between two of them
   */
  Looks(Held held, double seconds, Clock clock) {
    this.held = held;
    this.clock = clock;
    this.every = Duration.ofMillis((long) (seconds * 1000));
  }

  /** The next one waits. */
  void looked() {
    next = clock.instant().plus(every);
  }

  /** The next one is now. */
  void again() {
    next = Instant.MIN;
  }

  /** How long the next one waits. */
  Duration left() {
    Instant now = clock.instant();
    // a clock that was put back must not make it wait for longer
    return next.isAfter(now) && !next.isAfter(now.plus(every))
        ? Duration.between(now, next)
        : Duration.ZERO;
  }

  /**
   * Waits for the next one, for no longer than a caller has patience; false where it is not due.
   */
  boolean isDue(Duration patience) throws InterruptedException {
    Duration left = left();
    if (left.isZero()) {
      return true;
    }
    held.pause(left.compareTo(patience) < 0 ? left : patience);
    return left.compareTo(patience) <= 0 && !held.isStopped();
  }
}
