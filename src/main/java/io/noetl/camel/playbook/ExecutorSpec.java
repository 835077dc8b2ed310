package io.noetl.camel.playbook;

import org.jspecify.annotations.Nullable;

/**
 * What the {@code executor} section says.
 *
 * @param entryStep the step that everything begins with; null where it does not say
 * @param finalStep the step that runs once, when all else is done; null where it does not say
 * @param noNextIsError whether a step of whose arcs none matches fails the execution
 * @param priority of what waits for room the highest goes first
 * @param deadline when its executions should have ended; null where it does not say
 * @param key what an execution is about; null where it does not say
 * @param rate how many begin within a while; null where nothing bounds it
 */
public record ExecutorSpec(
    @Nullable String entryStep,
    @Nullable String finalStep,
    boolean noNextIsError,
    int priority,
    @Nullable Deadline deadline,
    @Nullable BusinessKey key,
    @Nullable Rate rate) {
  /** The highest priority; the lowest is its negative. */
  public static final int MOST_PRIORITY = 100;

  /** Says nothing. */
  public static final ExecutorSpec NONE = new ExecutorSpec(null, null, false, 0, null, null, null);
}
