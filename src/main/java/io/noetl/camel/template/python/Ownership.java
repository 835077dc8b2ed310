package io.noetl.camel.template.python;

import io.noetl.camel.template.AttributeDefaults;
import io.noetl.camel.template.PrintsAs;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which data a template may change: its own. A template that names a method which changes lists or
 * dicts works on a copy of the caller's data, in which what was one object is one object still.
 */
public final class Ownership {
  private static final Set<String> CHANGING =
      Set.of(
          "append",
          "extend",
          "insert",
          "pop",
          "remove",
          "clear",
          "reverse",
          "sort",
          "update",
          "setdefault",
          "popitem");

  private final IdentityHashMap<Object, Object> copies = new IdentityHashMap<>();

  /** Whether a method of this name changes its object. */
  public static boolean isChanging(String name) {
    return CHANGING.contains(name);
  }

  static PyError refused() {
    return new PyError(
        "SecurityError",
        "the data of the caller cannot be changed by a method whose name is computed",
        "write the method's name in the template");
  }

  /** A copy that the template owns. Maps with a meaning of their own stay as they are. */
  public @Nullable Object copy(@Nullable Object value) {
    if (value instanceof Tuple || value instanceof PyObject) {
      return value;
    }
    if (value instanceof List<?> list) {
      Object known = copies.get(list);
      if (known != null) {
        return known;
      }
      PyList copy = new PyList(list.size());
      copies.put(list, copy);
      list.forEach(item -> copy.add(copy(item)));
      return copy;
    }
    if (value instanceof Map<?, ?> map && isPlain(map)) {
      Object known = copies.get(map);
      if (known != null) {
        return known;
      }
      PyDict copy = new PyDict();
      copies.put(map, copy);
      Dicts.forEach(map, (key, item) -> copy.set(key, copy(item)));
      return copy;
    }
    return value;
  }

  private static boolean isPlain(Map<?, ?> map) {
    return !(map instanceof PrintsAs) && !(map instanceof AttributeDefaults);
  }
}
