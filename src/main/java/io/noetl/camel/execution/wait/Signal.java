package io.noetl.camel.execution.wait;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A message to executions that wait for it.
 *
 * @param name what it is called
 * @param key tells those of a name apart; empty where nothing does
 * @param payload what those get who wait
 * @param deliver who gets it
 * @param keep how long it is kept where nobody waits for it
 * @param idempotencyKey sent again under this key it is the same signal; null for none
 * @param sentBy who sends it; null where that is not known
 */
public record Signal(
    String name,
    String key,
    @Nullable Object payload,
    Deliver deliver,
    Duration keep,
    @Nullable String idempotencyKey,
    @Nullable String sentBy) {
  /** How long a signal is kept where nobody says otherwise. */
  public static final Duration KEEP = Duration.ofDays(7);

  /** The longest that one may be kept. */
  public static final Duration LONGEST = Duration.ofDays(90);

  /** The longest name, and the longest key. */
  public static final int LONGEST_NAME = 200;

  /** Who gets a signal. */
  public enum Deliver {
    /** All that wait when it comes. */
    ALL,
    /** The one that has waited longest. */
    ONE
  }
}
