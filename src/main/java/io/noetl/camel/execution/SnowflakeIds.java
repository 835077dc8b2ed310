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

  /** Of how many values the first sequence is drawn. */
  public static final int FIRST_SEQUENCES = 1 << (SEQUENCE_BITS - 1);

  private static final long MAX_SEQUENCE = (1L << SEQUENCE_BITS) - 1;

  private final Clock clock;
  private final long shard;
  private final long firstSequence;
  private long millis;
  private long sequence;

  /**
   * Ids of one process.
   *
   * @param shard 0 to 31
   */
  public SnowflakeIds(Clock clock, int shard) {
    this(clock, shard, 0);
  }

  /**
   * Ids of one process among others that may have the same shard.
   *
   * @param shard 0 to 31
   * @param firstSequence where the sequence of each millisecond begins, drawn at random: then equal
   *     ids are as good as impossible
   */
  public SnowflakeIds(Clock clock, int shard, int firstSequence) {
    if (shard < 0 || shard >= SHARDS) {
      throw new IllegalArgumentException("shard: " + shard + " (expected: 0 to 31)");
    }
    if (firstSequence < 0 || firstSequence >= FIRST_SEQUENCES) {
      throw new IllegalArgumentException(
          "firstSequence: " + firstSequence + " (expected: 0 to " + (FIRST_SEQUENCES - 1) + ")");
    }
    this.clock = clock;
    this.shard = shard;
    this.firstSequence = firstSequence;
    this.sequence = firstSequence;
  }

  /** When an id was made. */
  public static Instant timeOf(long id) {
    return Instant.ofEpochMilli((id >>> (SEQUENCE_BITS + SHARD_BITS)) + EPOCH);
  }

  /** The smallest id of a moment. */
  public static long firstOf(Instant time) {
    return (time.toEpochMilli() - EPOCH) << (SEQUENCE_BITS + SHARD_BITS);
  }

  /** From now on ids are greater than one that another process made, whose clock may be ahead. */
  synchronized void passBeyond(long id) {
    long made = id >>> (SEQUENCE_BITS + SHARD_BITS);
    if (made >= millis) {
      millis = made + 1;
      sequence = firstSequence;
    }
  }

  /** The next id. A clock that goes back does not make the ids go back. */
  public synchronized long next() {
    long now = clock.millis() - EPOCH;
    if (now > millis) {
      millis = now;
      sequence = firstSequence;
    } else if (++sequence > MAX_SEQUENCE) {
      millis++;
      sequence = firstSequence;
    }
    return (millis << (SEQUENCE_BITS + SHARD_BITS)) | (shard << SEQUENCE_BITS) | sequence;
  }
}
