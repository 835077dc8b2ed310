package io.noetl.camel.template.builtin;

import io.noetl.camel.template.python.Equality;
import io.noetl.camel.template.python.GroupTuple;
import io.noetl.camel.template.python.Iteration;
import io.noetl.camel.template.python.Numbers;
import io.noetl.camel.template.python.Ordering;
import io.noetl.camel.template.python.PyList;
import io.noetl.camel.template.python.Sorting;
import io.noetl.camel.template.python.Truth;
import io.noetl.camel.template.runtime.Rendering;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Filters that sort, group and find the least and the greatest. */
final class OrderFilters {
  private OrderFilters() {}

  static void addTo(Registry registry) {
    registry
        .filter(
            "sort",
            "do_sort(environment, value, reverse=False, case_sensitive=False, attribute=None)",
            OrderFilters::sort)
        .filter(
            "groupby",
            "sync_do_groupby(environment, value, attribute, default=None, case_sensitive=False)",
            OrderFilters::groupBy)
        .filter(
            "min",
            "do_min(environment, value, case_sensitive=False, attribute=None)",
            (a, r) -> extreme(a, Ordering.LESS, r))
        .filter(
            "max",
            "do_max(environment, value, case_sensitive=False, attribute=None)",
            (a, r) -> extreme(a, Ordering.GREATER, r));
  }

  private static Object sort(@Nullable Object[] a, Rendering rendering) {
    List<AttributePath> paths = AttributePath.several(a[3]);
    boolean caseSensitive = Truth.of(a[2]);
    PyList items = Iteration.list(a[0], rendering.meter());
    PyList keys = new PyList(items.size());
    boolean reverse = Numbers.index(a[1]) != 0;
    items.forEach(item -> keys.add(AttributePath.keys(paths, item, caseSensitive, rendering)));
    return Sorting.sorted(items, keys, reverse, rendering.meter());
  }

  private static Object groupBy(@Nullable Object[] a, Rendering rendering) {
    AttributePath path = AttributePath.of(a[1], a[2]);
    boolean caseSensitive = Truth.of(a[3]);
    PyList items = Iteration.list(a[0], rendering.meter());
    PyList keys = new PyList(items.size());
    items.forEach(item -> keys.add(path.key(item, caseSensitive, rendering)));
    PyList sorted = Sorting.sorted(items, keys, false, rendering.meter());
    PyList groups = new PyList();
    PyList group = new PyList();
    Object groupKey = null;
    for (Object item : sorted) {
      Object key = path.key(item, caseSensitive, rendering);
      if (group.isEmpty() || !Equality.equal(groupKey, key)) {
        group = new PyList();
        groupKey = key;
        Object shown = caseSensitive ? key : path.get(item, rendering);
        groups.add(new GroupTuple(shown, group));
      }
      group.add(item);
    }
    return groups;
  }

  private static @Nullable Object extreme(
      @Nullable Object[] a, Ordering order, Rendering rendering) {
    AttributePath path = AttributePath.of(a[2]);
    boolean caseSensitive = Truth.of(a[1]);
    Iterator<?> items = Iteration.iterator(a[0]);
    if (!items.hasNext()) {
      return rendering.undefined("No aggregated item, sequence was empty.");
    }
    Object best = items.next();
    Object bestKey = path.key(best, caseSensitive, rendering);
    while (items.hasNext()) {
      rendering.meter().step();
      Object item = items.next();
      Object key = path.key(item, caseSensitive, rendering);
      if (order.holds(key, bestKey)) {
        best = item;
        bestKey = key;
      }
    }
    return best;
  }
}
