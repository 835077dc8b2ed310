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
 * @param references whether what stands for big results in the log is enough
 */
public record EventFilter(
    @Nullable Long after,
    @Nullable String type,
    @Nullable String node,
    int limit,
    int offset,
    boolean references) {

  /** The events that follow one, or the first where it is null. */
  public static EventFilter following(@Nullable Long event, int limit) {
    return new EventFilter(event, null, null, limit, 0, false);
  }
}
