package io.noetl.camel.execution.control;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A step that is run again.
 *
 * @param arrival the arrival that is repeated
 * @param items the loop items whose results are used again
 * @param childAnew whether its child begins anew, though it had failed at some step
 * @param inChild where its child begins; null for where it failed
 * @param childItem the loop item that calls that child; null when the step has no loop
 */
record Restart(
    Arrival arrival,
    Map<Integer, LogEntry> items,
    boolean childAnew,
    @Nullable RerunPoint inChild,
    @Nullable Integer childItem) {

  /** Whether rows that its loop has claimed are run again, and not claimed anew. */
  boolean keepsFrames() {
    return !childAnew || childItem != null;
  }
}
