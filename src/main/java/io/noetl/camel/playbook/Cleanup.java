package io.noetl.camel.playbook;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What runs when all else is done: steps like any other, by the index of the first of each.
 *
 * @param blocks {@code on_failure}, {@code on_cancel} and {@code finally}, those that there are
 * @param compensations the step that undoes a step, by the index of that step
 */
public record Cleanup(Map<Part, Block> blocks, Map<Integer, Integer> compensations) {
  /** Nothing. */
  public static final Cleanup NONE = new Cleanup(Map.of(), Map.of());

  /** How long a block may take that does not say. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(10);

  /**
   * Steps that run one after another.
   *
   * @param first the index of the first
   * @param timeout after which they are stopped
   */
  public record Block(int first, Duration timeout) {}

  /** Whether there is nothing. */
  public boolean isEmpty() {
    return blocks.isEmpty() && compensations.isEmpty();
  }

  /** The step that undoes a step; null where nothing does. */
  public @Nullable Integer compensation(int step) {
    return compensations.get(step);
  }
}
