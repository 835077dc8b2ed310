package io.noetl.camel.execution.trigger;

import java.time.Duration;
import java.util.function.LongSupplier;

/** So many messages a minute, a second's worth of them at once. Not thread-safe. */
final class Pace {
  private static final double NANOS = 60e9;

  private final int perMinute;
  private final LongSupplier nanos;
  private double tokens;
  private long at;

  /**
   * A pace.
   *
   * @param perMinute 0 for no limit
   */
  Pace(int perMinute, LongSupplier nanos) {
    this.perMinute = perMinute;
    this.nanos = nanos;
    this.tokens = most();
    this.at = nanos.getAsLong();
  }

  /** How many of those that are asked for may go now. */
  int grant(int asked) {
    if (perMinute == 0) {
      return asked;
    }
    long now = nanos.getAsLong();
    tokens = Math.min(most(), tokens + (now - at) * perMinute / NANOS);
    at = now;
    int granted = Math.min(asked, (int) tokens);
    tokens -= granted;
    return granted;
  }

  /** Until the next one may go. */
  Duration wait(int granted) {
    return granted > 0 || perMinute == 0
        ? Duration.ZERO
        : Duration.ofNanos((long) Math.ceil((1 - tokens) * NANOS / perMinute));
  }

  private double most() {
    return Math.max(1, perMinute / 60.0);
  }
}
