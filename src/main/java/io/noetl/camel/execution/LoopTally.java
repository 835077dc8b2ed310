package io.noetl.camel.execution;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts how the items of a loop have ended, and keeps the way that the last of them chose. */
final class LoopTally {
  private long succeeded;
  private long failed;
  private @Nullable ToolError firstError;
  private List<Edge> transitions = List.of();
  private int transitionsOf = -1;

  /**
   * An item has ended.
   *
   * @param error why it failed; null when it succeeded
   * @param handled whether a rule took care of the failure
   */
  void count(@Nullable ToolError error, boolean handled) {
    if (error == null) {
      succeeded++;
    } else {
      failed++;
      if (!handled && firstError == null) {
        firstError = error;
      }
    }
  }

  /** A way that a rule chose for an item. */
  void remember(int index, List<Edge> edges) {
    if (!edges.isEmpty() && index >= transitionsOf) {
      transitions = edges;
      transitionsOf = index;
    }
  }

  long succeeded() {
    return succeeded;
  }

  long failed() {
    return failed;
  }

  /** The first failure that no rule handled; null for none. */
  @Nullable ToolError firstError() {
    return firstError;
  }

  List<Edge> transitions() {
    return transitions;
  }
}
