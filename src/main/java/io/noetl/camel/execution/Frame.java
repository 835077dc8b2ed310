package io.noetl.camel.execution;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows that one claim of a cursor gave. Guarded by its {@link CursorProgress}. */
final class Frame {
  private final int number;
  private final int first;
  private final List<?> rows;
  private final boolean whole;
  private final @Nullable String transaction;
  private final BitSet ended = new BitSet();

  /**
   * A frame.
   *
   * @param number from 0
   * @param first the index of its first item in the loop
   * @param whole whether the body runs once for all of its rows
   * @param transaction the claim's, by which one learns whether it stands; null where it wrote
   *     nothing
   */
  Frame(int number, int first, List<?> rows, boolean whole, @Nullable String transaction) {
    this.number = number;
    this.first = first;
    this.rows = rows;
    this.whole = whole;
    this.transaction = transaction;
  }

  int number() {
    return number;
  }

  int first() {
    return first;
  }

  /** The index behind its last item. */
  int end() {
    return first + (whole ? 1 : rows.size());
  }

  List<?> rows() {
    return rows;
  }

  boolean isWhole() {
    return whole;
  }

  @Nullable String transaction() {
    return transaction;
  }

  boolean has(int item) {
    return item >= first && item < end();
  }

  /** An item has ended. */
  void ended(int item) {
    ended.set(item - first);
  }

  boolean hasEnded(int item) {
    return ended.get(item - first);
  }

  /** Whether no item of it has ended. */
  boolean isUntouched() {
    return ended.isEmpty();
  }

  boolean isOver() {
    return ended.cardinality() >= end() - first;
  }

  /** What the body runs for: a row, or all of them. */
  @Nullable Object value(int item) {
    return whole ? rows : rows.get(item - first);
  }

  /** {@code frame} in templates; the rows only where the body runs for all of them. */
  Map<String, @Nullable Object> names() {
    Map<String, @Nullable Object> names = new LinkedHashMap<>();
    names.put("index", (long) number);
    names.put("row_count", (long) rows.size());
    if (whole) {
      names.put("rows", rows);
    }
    return names;
  }
}
