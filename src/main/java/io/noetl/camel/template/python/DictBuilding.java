package io.noetl.camel.template.python;

import org.jspecify.annotations.Nullable;

/** Python's {@code dict(...)}. */
public final class DictBuilding {
  private DictBuilding() {}

  /** A dict of another one or of pairs, and of named values. */
  public static PyDict dict(String name, Tuple positional, PyDict named, Meter meter) {
    if (positional.size() > 1) {
      throw PyError.type(name + " expected at most 1 argument, got " + positional.size());
    }
    PyDict dict = new PyDict();
    if (!positional.isEmpty()) {
      DictMethods.putAll(dict, positional.get(0), meter);
    }
    Dicts.forEach(named, dict::set);
    return dict;
  }

  /** {@code dict.fromkeys}. */
  public static PyDict fromKeys(@Nullable Object keys, @Nullable Object value, Meter meter) {
    PyDict dict = new PyDict();
    Iteration.list(keys, meter).forEach(key -> dict.set(key, value));
    return dict;
  }
}
