package io.noetl.camel.execution;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call of a task that has ended, with what was decided then: nothing of it is evaluated again.
 *
 * @param task index of the task
 * @param label its label
 * @param attempt 1 at the first call
 * @param outcome what it ended with
 * @param next index of the task that is called next; {@link #DONE} and {@link #FAILED} end the list
 * @param again whether the next call is another attempt of the same task
 * @param writes what its {@code set} and the rule wrote
 */
record TaskRecord(
    int task,
    String label,
    int attempt,
    Outcome outcome,
    int next,
    boolean again,
    List<Write> writes) {
  /** The list is done. */
  static final int DONE = -1;

  /** The list has failed. */
  static final int FAILED = -2;

  /** Why it failed; null when it did not. */
  @Nullable ToolError error() {
    return outcome instanceof Outcome.Failed failed ? failed.error() : null;
  }

  boolean isLast() {
    return next < 0;
  }
}
