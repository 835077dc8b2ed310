package io.noetl.camel.app.metrics;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** How long ago this server's lease was renewed. */
public final class LeaseAge {
  private final Clock clock;
  private final AtomicLong lastMillis;

  LeaseAge(Clock clock) {
    this.clock = clock;
    this.lastMillis = new AtomicLong(clock.millis());
  }

  void renew() {
    lastMillis.set(clock.millis());
  }

  /** Since the last renewal, or since the start. */
  public Duration age() {
    return Duration.ofMillis(Math.max(0, clock.millis() - lastMillis.get()));
  }
}
