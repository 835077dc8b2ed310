package io.noetl.camel.api.access;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A bucket of tokens for each name, filled evenly over a minute. The names that were used last are
 * kept; one that is forgotten has a full bucket again. Thread-safe.
 */
final class TokenBuckets {
  private static final int NAMES = 10_000;
  private static final double MILLIS_PER_MINUTE = 60_000;

  private final int perMinute;
  private final Clock clock;
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > NAMES;
        }
      };

  TokenBuckets(int perMinute, Clock clock) {
    this.perMinute = perMinute;
    this.clock = clock;
  }

  /** Takes a token; false when there is none. */
  synchronized boolean take(String name) {
    Bucket bucket = filled(name);
    boolean some = bucket.tokens >= 1;
    buckets.put(name, some ? new Bucket(bucket.tokens - 1, bucket.at) : bucket);
    return some;
  }

  private Bucket filled(String name) {
    long now = clock.millis();
    Bucket old = buckets.get(name);
    if (old == null) {
      return new Bucket(perMinute, now);
    }
    double gained = Math.max(0, now - old.at) * perMinute / MILLIS_PER_MINUTE;
    return new Bucket(Math.min(perMinute, old.tokens + gained), now);
  }

  private record Bucket(double tokens, long at) {}
}
