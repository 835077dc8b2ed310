package io.noetl.camel.execution;

import java.time.Clock;
import java.time.Instant;

/**
 * 64-bit ids, ascending in one process: milliseconds since 2024-01-01 UTC, 5 bits of shard, 18 bits
 * of sequence, as {@code noetl.snowflake_id()} makes them.
 */
public final class SnowflakeIds {
  private static final long EPOCH = Instant.parse("2024-01-01T00:00:00Z").toEpochMilli();
  private static final int SEQUENCE_BITS = 18;
  private static final int SHARD_BITS = 5;

  /** How many shards there are. */
  public static final int SHARDS = 1 << SHARD_BITS;

  private static final long MAX_SEQUENCE = (1L << SEQUENCE_BITS) - 1;

  private final Clock clock;
  private final long shard;
  private long millis;
  private long sequence;

  /**
   * Ids of one process.
   *
   * @param shard 0 to 31, another one for each process that runs at the same time
   */
  public SnowflakeIds(Clock clock, int shard) {
    if (shard < 0 || shard >= SHARDS) {
      throw new IllegalArgumentException("shard: " + shard + " (expected: 0 to 31)");
    }
    this.clock = clock;
    this.shard = shard;
  }

  /** When an id was made. */
  public static Instant timeOf(long id) {
    return Instant.ofEpochMilli((id >>> (SEQUENCE_BITS + SHARD_BITS)) + EPOCH);
  }

  /** The smallest id of a moment. */
  public static long firstOf(Instant time) {
    return (time.toEpochMilli() - EPOCH) << (SEQUENCE_BITS + SHARD_BITS);
  }

  /** The next id. A clock that goes back does not make the ids go back. */
  public synchronized long next() {
    long now = clock.millis() - EPOCH;
    if (now > millis) {
      millis = now;
      sequence = 0;
    } else if (++sequence > MAX_SEQUENCE) {
      millis++;
      sequence = 0;
    }
    return (millis << (SEQUENCE_BITS + SHARD_BITS)) | (shard << SEQUENCE_BITS) | sequence;
  }
}
