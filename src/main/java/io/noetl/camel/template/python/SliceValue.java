package io.noetl.camel.template.python;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Python's {@code a[start:stop:step]}.
 *
 * @param start the first place; None for the end where the step begins
 * @param stop the bound, which is not in it
 * @param step the distance; None is 1
 */
public record SliceValue(@Nullable Object start, @Nullable Object stop, @Nullable Object step)
    implements PyObject {

  /** The places that a slice takes of a sequence of a length: count of them, from the first. */
  private record Places(int first, int step, int count) {}

  /** The slice of a value. */
  public @Nullable Object of(@Nullable Object value) {
    return switch (value) {
      case String s -> slice(s);
      case Markup m -> new Markup(slice(m.text()));
      case Tuple t -> new Tuple(slice(t).toArray());
      case List<?> l -> slice(l);
      case Range r -> slice(r);
      case Undefined u -> throw u.error();
      case Map<?, ?> m -> throw PyError.type("unhashable type: 'slice'");
      case null, default ->
          throw PyError.type("'" + Types.name(value) + "' object is not subscriptable");
    };
  }

  private String slice(String text) {
    int length = Text.length(text);
    Places places = places(length);
    if (places.step == 1) {
      return Text.part(text, places.first, places.first + places.count);
    }
    int[] points = text.codePoints().toArray();
    StringBuilder out = new StringBuilder(places.count);
    for (int i = 0; i < places.count; i++) {
      out.appendCodePoint(points[places.first + i * places.step]);
    }
    return out.toString();
  }

  private PyList slice(List<?> list) {
    Places places = places(list.size());
    PyList out = new PyList(places.count);
    for (int i = 0; i < places.count; i++) {
      out.add(list.get(places.first + i * places.step));
    }
    return out;
  }

  private Range slice(Range range) {
    Places places = places((int) Math.min(range.length(), Integer.MAX_VALUE));
    long step = range.step() * places.step;
    long first = range.at(places.first);
    int length = (int) Math.min(range.length(), Integer.MAX_VALUE);
    int end = bound(stop, length, places.step > 0 ? length : -1, places.step);
    return new Range(first, range.at(end), step);
  }

  private Places places(int length) {
    int by = step == null ? 1 : index(step);
    if (by == 0) {
      throw PyError.value("slice step cannot be zero");
    }
    int from = bound(start, length, by > 0 ? 0 : length - 1, by);
    int to = bound(stop, length, by > 0 ? length : -1, by);
    long distance = by > 0 ? (long) to - from : (long) from - to;
    int count = distance <= 0 ? 0 : (int) ((distance - 1) / Math.abs((long) by)) + 1;
    return new Places(from, by, count);
  }

  private static int bound(@Nullable Object value, int length, int none, int step) {
    if (value == null) {
      return none;
    }
    long index = index(value);
    long place = index < 0 ? index + length : index;
    return step > 0 ? Math.clamp(place, 0, length) : Math.clamp(place, -1, length - 1);
  }

  private static int index(Object value) {
    if (!Numbers.isInt(value)) {
      throw PyError.type("slice indices must be integers or None or have an __index__ method");
    }
    return Numbers.index(value);
  }

  @Override
  public String typeName() {
    return "slice";
  }

  @Override
  public String repr() {
    return "slice(" + Repr.of(start) + ", " + Repr.of(stop) + ", " + Repr.of(step) + ")";
  }
}
