package io.noetl.camel.execution.wait;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a wait stands.
 *
 * @param key names it
 * @param due when it is over by itself; null for never. It stays what it was when the wait began
 * @param begun when it began
 * @param state whether it goes on
 * @param result what has arrived
 */
public record Waiting(
    WaitKey key, @Nullable Instant due, Instant begun, State state, @Nullable Object result) {

  /** How far a wait has come. */
  public enum State {
    /** It goes on. */
    OPEN,
    /** What it waited for is there. */
    DONE,
    /** Its time was over before. */
    LATE,
    /** Nobody waits any more: the step was stopped. */
    LEFT
  }

  /** Whether it is over. */
  public boolean isOver() {
    return state != State.OPEN;
  }

  /** The same, over. */
  Waiting as(State other) {
    return new Waiting(key, due, begun, other, result);
  }
}
