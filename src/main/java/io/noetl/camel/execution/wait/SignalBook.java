package io.noetl.camel.execution.wait;

import java.util.List;

/** Takes signals to those who wait for them. Thread-safe. */
@FunctionalInterface
public interface SignalBook {
  /** Signals of one name that may be kept at a time. */
  int MOST_KEPT = 10_000;

  /**
   * Sends a signal: to those who wait for it, else it is kept for the first who will.
   *
   * @throws TooMany when no more of its name are kept
   */
  Sent send(Signal signal);

  /**
   * What became of a signal.
   *
   * @param signalId its id
   * @param delivered the executions whose waits it ended; empty when it is kept
   * @param again whether it had been sent before, under the same idempotency key
   */
  record Sent(long signalId, List<Long> delivered, boolean again) {}

  /** Nobody takes the signals of a name. */
  final class TooMany extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TooMany(String name) {
      super(
          "%d signals '%s' are kept and nobody waits for them: no more is taken until some are fetched or expire"
              .formatted(MOST_KEPT, name));
    }
  }
}
