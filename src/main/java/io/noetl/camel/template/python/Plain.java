package io.noetl.camel.template.python;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A template's value as plain Java. What the caller handed in comes out as it is; tuples, ranges
 * and generators become lists, keys of dicts become texts as in JSON, undefined values in
 * containers None, and functions their text.
 */
public final class Plain {
  private static final int MAX_DEPTH = 300;

  private final Meter meter;
  private int depth;

  private Plain(Meter meter) {
    this.meter = meter;
  }

  /** The plain value. */
  public static @Nullable Object of(@Nullable Object value, Meter meter) {
    return new Plain(meter).convert(value);
  }

  private @Nullable Object convert(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case String s -> s;
      case Long l -> l;
      case Boolean b -> b;
      case Double d -> d;
      case Markup m -> m.text();
      case PyDict d -> dict(d);
      case PyList l -> list(l.iterator());
      case Tuple t -> list(t.iterator());
      case Undefined u -> {
        if (u.isStrict()) {
          throw u.error();
        }
        yield null;
      }
      case PyObject o -> o.iterable() ? list(o.iterator()) : o.str();
      case BigDecimal b -> b.doubleValue();
      case Float f -> f.doubleValue();
      default -> Numbers.isInt(value) ? Numbers.integer(value) : value;
    };
  }

  private List<@Nullable Object> list(Iterator<?> items) {
    enter();
    List<@Nullable Object> list = new ArrayList<>();
    while (items.hasNext()) {
      meter.step();
      list.add(convert(items.next()));
    }
    depth--;
    return list;
  }

  private Map<String, @Nullable Object> dict(PyDict dict) {
    enter();
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    Dicts.forEach(dict, (key, value) -> map.put(PythonJson.key(key), convert(value)));
    depth--;
    return map;
  }

  private void enter() {
    if (++depth > MAX_DEPTH) {
      throw PyError.recursion("a value of more than " + MAX_DEPTH + " levels, or within itself");
    }
  }
}
