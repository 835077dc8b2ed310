package io.noetl.camel.template.builtin;

import io.noetl.camel.template.Names;
import io.noetl.camel.template.python.Arithmetic;
import io.noetl.camel.template.python.Dicts;
import io.noetl.camel.template.python.Equality;
import io.noetl.camel.template.python.Html;
import io.noetl.camel.template.python.Iteration;
import io.noetl.camel.template.python.Markup;
import io.noetl.camel.template.python.Numbers;
import io.noetl.camel.template.python.Ordering;
import io.noetl.camel.template.python.PyDict;
import io.noetl.camel.template.python.PyError;
import io.noetl.camel.template.python.PyList;
import io.noetl.camel.template.python.Reversal;
import io.noetl.camel.template.python.Str;
import io.noetl.camel.template.python.Truth;
import io.noetl.camel.template.python.Types;
import io.noetl.camel.template.runtime.Rendering;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Filters of sequences that neither sort nor select. */
final class SequenceFilters {
  private SequenceFilters() {}

  static void addTo(Registry registry) {
    registry
        .filter("length", "len(obj, /)", (a, r) -> Iteration.length(a[0]))
        .filter("count", "len(obj, /)", (a, r) -> Iteration.length(a[0]))
        .filter("list", "sync_do_list(value)", (a, r) -> Iteration.list(a[0], r.meter()))
        .filter("first", "sync_do_first(environment, seq)", (a, r) -> first(a[0], r))
        .filter("last", "do_last(environment, seq)", (a, r) -> last(a[0], r))
        .filter("reverse", "do_reverse(value)", (a, r) -> Reversal.of(a[0], r.meter()))
        .filter(
            "join", "sync_do_join(eval_ctx, value, d='', attribute=None)", SequenceFilters::join)
        .filter(
            "sum",
            "sync_do_sum(environment, iterable, attribute=None, start=0)",
            SequenceFilters::sum)
        .filter("batch", "do_batch(value, linecount, fill_with=None)", SequenceFilters::batch)
        .filter("slice", "sync_do_slice(value, slices, fill_with=None)", SequenceFilters::slice)
        .filter(
            "unique",
            "sync_do_unique(environment, value, case_sensitive=False, attribute=None)",
            SequenceFilters::unique)
        .contextFilter("random", "do_random(context, seq)", (a, r) -> random(a[0], r));
  }

  private static @Nullable Object first(@Nullable Object sequence, Rendering rendering) {
    Iterator<?> items = Iteration.iterator(sequence);
    return items.hasNext()
        ? items.next()
        : rendering.undefined("No first item, sequence was empty.");
  }

  private static @Nullable Object last(@Nullable Object sequence, Rendering rendering) {
    Iterator<?> items = Reversal.reversed(sequence);
    return items.hasNext()
        ? items.next()
        : rendering.undefined("No last item, sequence was empty.");
  }

  private static @Nullable Object random(@Nullable Object sequence, Rendering rendering) {
    long length = Iteration.length(sequence);
    if (length == 0) {
      return rendering.undefined("No random item, sequence was empty.");
    }
    return Reversal.item(sequence, rendering.random().nextLong(length));
  }

  private static Object join(@Nullable Object[] a, Rendering rendering) {
    AttributePath path = AttributePath.of(a[2]);
    Iterator<?> items = Iteration.iterator(a[0]);
    if (rendering.autoescape()) {
      return joinEscaped(items, a[1], path, rendering);
    }
    String separator = Str.of(a[1]);
    StringBuilder out = new StringBuilder();
    for (boolean more = false; items.hasNext(); more = true) {
      rendering.meter().step();
      out.append(more ? separator : "").append(Str.of(path.get(items.next(), rendering)));
      rendering.meter().text(out.length());
    }
    return out.toString();
  }

  private static Object joinEscaped(
      Iterator<?> items, @Nullable Object separator, AttributePath path, Rendering rendering) {
    PyList values = new PyList();
    boolean markup = separator instanceof Markup;
    while (items.hasNext()) {
      rendering.meter().step();
      Object value = path.get(items.next(), rendering);
      values.add(value);
      markup |= value instanceof Markup;
    }
    StringBuilder out = new StringBuilder();
    String between = markup ? Html.escape(separator).text() : Str.of(separator);
    for (int i = 0; i < values.size(); i++) {
      out.append(i == 0 ? "" : between);
      out.append(markup ? Html.escape(Str.soft(values.get(i))).text() : Str.of(values.get(i)));
      rendering.meter().text(out.length());
    }
    return markup ? new Markup(out.toString()) : out.toString();
  }

  private static @Nullable Object sum(@Nullable Object[] a, Rendering rendering) {
    AttributePath path = AttributePath.of(a[1]);
    Iterator<?> items = Iteration.iterator(a[0]);
    if (a[2] != null && Types.isText(a[2])) {
      throw PyError.type("sum() can't sum strings [use ''.join(seq) instead]");
    }
    Object sum = a[2];
    while (items.hasNext()) {
      rendering.meter().step();
      sum = Arithmetic.add(sum, path.get(items.next(), rendering), rendering.meter());
    }
    return sum;
  }

  private static Object batch(@Nullable Object[] a, Rendering rendering) {
    return Generator.of(
        "do_batch",
        () -> {
          Iterator<?> items = Iteration.iterator(a[0]);
          PyList carried = new PyList();
          return () -> nextBatch(items, carried, a[1], a[2], rendering);
        });
  }

  /** The next row; the item that did not fit in it is carried over. */
  private static Object nextBatch(
      Iterator<?> items,
      PyList carried,
      @Nullable Object size,
      @Nullable Object fill,
      Rendering rendering) {
    PyList row = new PyList(carried);
    carried.clear();
    while (items.hasNext()) {
      rendering.meter().step();
      Object item = items.next();
      if (Equality.equal((long) row.size(), size)) {
        carried.add(item);
        return row;
      }
      row.add(item);
    }
    if (row.isEmpty()) {
      return Generator.END;
    }
    if (fill != null && Ordering.LESS.holds((long) row.size(), size)) {
      long missing = Numbers.index(size) - (long) row.size();
      rendering.meter().steps(missing);
      for (long i = 0; i < missing; i++) {
        row.add(fill);
      }
    }
    return row;
  }

  private static Object slice(@Nullable Object[] a, Rendering rendering) {
    return Generator.of(
        "sync_do_slice",
        () -> {
          PyList items = Iteration.list(a[0], rendering.meter());
          long length = items.size();
          Object each = Arithmetic.floorDivide(length, a[1]);
          if (!Numbers.isInt(a[1]) || each == null) {
            throw PyError.type(
                "'" + Types.name(a[1]) + "' object cannot be interpreted as an integer");
          }
          long slices = Numbers.index(a[1]);
          long perSlice = Numbers.index(each);
          long extra = slices == 0 ? 0 : Math.floorMod(length, slices);
          long[] number = {0};
          return () -> nextSlice(items, number, slices, perSlice, extra, a[2], rendering);
        });
  }

  private static Object nextSlice(
      PyList items,
      long[] number,
      long slices,
      long perSlice,
      long extra,
      @Nullable Object fill,
      Rendering rendering) {
    long index = number[0]++;
    if (index >= slices) {
      return Generator.END;
    }
    rendering.meter().step();
    long start = index * perSlice + Math.min(index, extra);
    long end = (index + 1) * perSlice + Math.min(index + 1, extra);
    PyList slice = new PyList(items.subList((int) start, (int) end));
    if (fill != null && index >= extra) {
      slice.add(fill);
    }
    return slice;
  }

  private static Object unique(@Nullable Object[] a, Rendering rendering) {
    return Generator.of(
        "sync_do_unique",
        () -> {
          AttributePath path = AttributePath.of(a[2]);
          boolean caseSensitive = Truth.of(a[1]);
          Iterator<?> items = Iteration.iterator(a[0]);
          PyDict seen = new PyDict();
          return () -> nextUnique(items, path, caseSensitive, seen, rendering);
        });
  }

  private static @Nullable Object nextUnique(
      Iterator<?> items,
      AttributePath path,
      boolean caseSensitive,
      PyDict seen,
      Rendering rendering) {
    while (items.hasNext()) {
      rendering.meter().step();
      Object item = items.next();
      Object key = path.key(item, caseSensitive, rendering);
      if (Names.isMissing(Dicts.get(seen, key))) {
        seen.set(key, true);
        return item;
      }
    }
    return Generator.END;
  }
}
