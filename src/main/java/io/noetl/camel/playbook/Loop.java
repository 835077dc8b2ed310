package io.noetl.camel.playbook;

import org.jspecify.annotations.Nullable;

/**
 * Runs a step once for each item.
 *
 * @param in a list, a map, or a template that gives one
 * @param iterator the variable that holds the item
 * @param mode one after another, or at the same time
 * @param maxInFlight how many items run at once in the parallel modes, how many claimers there are
 *     in mode cursor: a number, or a template
 * @param failFast whether a failing item stops the items that have not begun
 * @param label a template that names an item for people; null where nothing is said
 * @param cursor where its items come from in mode cursor; null in the others
 */
public record Loop(
    @Nullable Object in,
    String iterator,
    Mode mode,
    Object maxInFlight,
    boolean failFast,
    @Nullable String label,
    @Nullable Cursor cursor) {

  /** How the items run. {@code async} and {@code parallel} mean the same. */
  public enum Mode {
    SEQUENTIAL,
    PARALLEL,
    /** Rows are claimed until there are none; so many claimers work at the same time. */
    CURSOR
  }
}
