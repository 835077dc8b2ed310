package io.noetl.camel.store;

import org.jspecify.annotations.Nullable;

/**
 * Which events of an execution to read, oldest first; null asks for any.
 *
 * @param after only events with a higher id
 * @param type only events of this type
 * @param node only events of this step
 * @param limit at most so many
 * @param offset so many of the oldest are left out
 * @param values what is read of their contexts and results
 */
public record EventFilter(
    @Nullable Long after,
    @Nullable String type,
    @Nullable String node,
    int limit,
    int offset,
    Values values) {

  /** The events that follow one, or the first where it is null. */
  public static EventFilter following(@Nullable Long event, int limit) {
    return new EventFilter(event, null, null, limit, 0, Values.WHOLE);
  }

  /** How much of what events hold is read. */
  public enum Values {
    /** All. */
    WHOLE,
    /** Of big results what stands for them in the log. */
    REFERENCES,
    /** No contexts and no results. */
    NONE
  }
}
