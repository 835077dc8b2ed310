package io.noetl.camel.playbook;

import org.jspecify.annotations.Nullable;

/**
 * What the {@code executor} section says.
 *
 * @param entryStep the step that everything begins with; null where it does not say
 * @param finalStep the step that runs once, when all else is done; null where it does not say
 * @param noNextIsError whether a step of whose arcs none matches fails the execution
 */
public record ExecutorSpec(
    @Nullable String entryStep, @Nullable String finalStep, boolean noNextIsError) {
  /** Says nothing. */
  public static final ExecutorSpec NONE = new ExecutorSpec(null, null, false);
}
