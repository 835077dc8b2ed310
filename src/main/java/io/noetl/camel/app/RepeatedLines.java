package io.noetl.camel.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Keeps a thousand failures of one kind from filling the log: of warnings and errors with the same
 * words (their parameters not looked at) so many are logged in a while, and then a line that says
 * how many there were.
 */
final class RepeatedLines extends TurboFilter {
  private static final int MOST = 20;
  private static final long WHILE_MILLIS = 10_000;
  private static final int MOST_KINDS = 2_000;
  private static final String SUMMARY = "{} more lines like this were left out: {}";

  private final LongSupplier clock;
  private final Map<String, Kind> kinds = new ConcurrentHashMap<>();

  private static final class Kind {
    private long since;
    private int seen;
  }

  /**
   * A filter.
   *
   * @param clock milliseconds
   */
  RepeatedLines(LongSupplier clock) {
    this.clock = clock;
  }

  @Override
  public FilterReply decide(
      @Nullable Marker marker,
      Logger logger,
      Level level,
      @Nullable String format,
      Object @Nullable [] params,
      @Nullable Throwable thrown) {
    if (format == null || !level.isGreaterOrEqual(Level.WARN) || format.equals(SUMMARY)) {
      return FilterReply.NEUTRAL;
    }
    if (kinds.size() > MOST_KINDS) {
      kinds.clear();
    }
    Kind kind = kinds.computeIfAbsent(logger.getName() + format, key -> new Kind());
    int left;
    synchronized (kind) {
      long now = clock.getAsLong();
      boolean over = now - kind.since >= WHILE_MILLIS;
      left = over ? Math.max(0, kind.seen - MOST) : 0;
      kind.since = over ? now : kind.since;
      kind.seen = over ? 1 : kind.seen + 1;
      if (kind.seen > MOST) {
        return FilterReply.DENY;
      }
    }
    if (left > 0) {
      logger.warn(SUMMARY, left, format);
    }
    return FilterReply.NEUTRAL;
  }
}
