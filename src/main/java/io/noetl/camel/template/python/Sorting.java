package io.noetl.camel.template.python;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Python's {@code sorted}: stable, by {@code <} alone. */
public final class Sorting {
  private Sorting() {}

  private record Keyed(@Nullable Object key, @Nullable Object item) {}

  /**
   * The items in the order of their keys.
   *
   * @param keys one for each item
   */
  public static PyList sorted(List<?> items, List<?> keys, boolean reverse, Meter meter) {
    List<Keyed> keyed = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      int at = reverse ? items.size() - 1 - i : i;
      keyed.add(new Keyed(keys.get(at), items.get(at)));
    }
    meter.steps(items.size());
    sort(keyed);
    List<Keyed> ordered = reverse ? keyed.reversed() : keyed;
    PyList sorted = new PyList(ordered.size());
    ordered.forEach(one -> sorted.add(one.item));
    return sorted;
  }

  /** Values in their own order. */
  static List<@Nullable Object> byThemselves(List<?> values) {
    List<Keyed> keyed = new ArrayList<>(values.size());
    values.forEach(value -> keyed.add(new Keyed(value, value)));
    sort(keyed);
    List<@Nullable Object> sorted = new ArrayList<>(values.size());
    keyed.forEach(one -> sorted.add(one.item));
    return sorted;
  }

  private static void sort(List<Keyed> keyed) {
    Comparator<Keyed> byKey = (a, b) -> compare(a.key, b.key);
    try {
      keyed.sort(byKey);
    } catch (IllegalArgumentException e) {
      insertionSort(keyed, byKey);
    }
  }

  /** For keys without an order, such as NaN, that the quicker way refuses. */
  private static void insertionSort(List<Keyed> keyed, Comparator<Keyed> byKey) {
    for (int i = 1; i < keyed.size(); i++) {
      Keyed one = keyed.get(i);
      int at = i;
      while (at > 0 && byKey.compare(one, keyed.get(at - 1)) < 0) {
        keyed.set(at, keyed.get(at - 1));
        at--;
      }
      keyed.set(at, one);
    }
  }

  private static int compare(@Nullable Object left, @Nullable Object right) {
    if (Ordering.LESS.holds(left, right)) {
      return -1;
    }
    return Ordering.LESS.holds(right, left) ? 1 : 0;
  }
}
