package io.noetl.camel.execution.control;

import io.noetl.camel.execution.Snapshot;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks back: how an execution stood. */
public interface Replays {

  /** The state at a moment; empty when there is no such execution. */
  Optional<State> state(long executionId, Moment moment, BigResults bigResults);

  /** What stands for results of steps that are kept apart from the log. */
  enum BigResults {
    /** They are read. */
    WHOLE,
    /** What stands for them in the log. */
    REFERENCES
  }

  /** Up to where the log is folded. */
  sealed interface Moment {
    /** To its end. */
    record Now() implements Moment {}

    /** To an event, with it. */
    record Event(long eventId) implements Moment {}

    /** To a time, with what happened then. */
    record Time(Instant at) implements Moment {}
  }

  /**
   * A state.
   *
   * @param status how the execution stood; PENDING before its first event
   * @param last the last event that counts; null before the first
   */
  record State(
      long executionId,
      String path,
      int version,
      String status,
      @Nullable LastEvent last,
      Snapshot snapshot) {}

  /** The event that a state was reached with. */
  record LastEvent(long eventId, String eventType, String nodeName, Instant at) {}
}
