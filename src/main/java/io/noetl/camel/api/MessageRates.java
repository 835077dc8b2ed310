package io.noetl.camel.api;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many messages a minute each subscription takes on this server. Thread-safe. */
public final class MessageRates {
  private static final long MINUTE = 60_000;

  private final Clock clock;
  private final Map<String, Window> windows = new ConcurrentHashMap<>();

  public MessageRates(Clock clock) {
    this.clock = clock;
  }

  private record Window(long minute, int taken) {}

  /**
   * Counts a message; false when it is one too many.
   *
   * @param perMinute 0 for no limit
   */
  boolean mayTake(String subscription, int perMinute) {
    if (perMinute == 0) {
      return true;
    }
    long minute = clock.millis() / MINUTE;
    Window now =
        windows.merge(
            subscription,
            new Window(minute, 1),
            (old, fresh) ->
                old.minute() == minute
                    ? new Window(minute, Math.min(old.taken(), perMinute) + 1)
                    : fresh);
    return now.taken() <= perMinute;
  }
}
