package io.noetl.camel.template.python;

import io.noetl.camel.template.Names;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The methods of {@code dict}. Only dicts that a template made are changed. */
final class DictMethods {
  static final MethodTable TABLE = new MethodTable();

  static {
    TABLE.add(
        "dict.get(key, default=None, /)", (self, a, meter) -> get((Map<?, ?>) self, a[0], a[1]));
    TABLE.add("dict.keys()", (self, a, meter) -> view(DictView.Kind.KEYS, self));
    TABLE.add("dict.values()", (self, a, meter) -> view(DictView.Kind.VALUES, self));
    TABLE.add("dict.items()", (self, a, meter) -> view(DictView.Kind.ITEMS, self));
    TABLE.add("dict.copy()", (self, a, meter) -> new PyDict((Map<?, ?>) self));
    TABLE.add(
        "dict.fromkeys(iterable, value=None, /)",
        (self, a, meter) -> DictBuilding.fromKeys(a[0], a[1], meter));
    TABLE.add("dict.pop(*args)", (self, a, meter) -> pop(own(self, true), (Tuple) argument(a[0])));
    TABLE.add("dict.popitem()", (self, a, meter) -> popItem(own(self, true)));
    TABLE.add(
        "dict.setdefault(key, default=None, /)",
        (self, a, meter) -> {
          PyDict dict = own(self, false);
          Object value = Dicts.get(dict, a[0]);
          if (!Names.isMissing(value)) {
            return value;
          }
          meter.step();
          dict.set(a[0], a[1]);
          return a[1];
        });
    TABLE.add(
        "dict.update(*args, **kwargs)",
        (self, a, meter) -> {
          PyDict dict = own(self, false);
          Tuple others = (Tuple) argument(a[0]);
          if (others.size() > 1) {
            throw PyError.type("update expected at most 1 argument, got " + others.size());
          }
          if (!others.isEmpty()) {
            putAll(dict, others.get(0), meter);
          }
          Dicts.forEach((Map<?, ?>) argument(a[1]), dict::set);
          return null;
        });
    TABLE.add(
        "dict.clear()",
        (self, a, meter) -> {
          own(self, false).clear();
          return null;
        });
  }

  private DictMethods() {}

  private static Object argument(@Nullable Object bound) {
    return bound == null ? Map.of() : bound;
  }

  /** The dict to change; a caller's empty one may be asked to give nothing away. */
  private static PyDict own(Object self, boolean taking) {
    if (self instanceof PyDict dict) {
      return dict;
    }
    if (taking && ((Map<?, ?>) self).isEmpty()) {
      return new PyDict();
    }
    throw Ownership.refused();
  }

  private static DictView view(DictView.Kind kind, Object self) {
    return new DictView(kind, (Map<?, ?>) self);
  }

  private static @Nullable Object get(
      Map<?, ?> map, @Nullable Object key, @Nullable Object otherwise) {
    Object value = Dicts.get(map, key);
    return Names.isMissing(value) ? otherwise : value;
  }

  private static @Nullable Object pop(PyDict dict, Tuple arguments) {
    if (arguments.isEmpty() || arguments.size() > 2) {
      String bound = arguments.isEmpty() ? "at least 1 argument" : "at most 2 arguments";
      throw PyError.type("pop expected " + bound + ", got " + arguments.size());
    }
    Object key = arguments.get(0);
    Object value = Dicts.get(dict, key);
    if (!Names.isMissing(value)) {
      dict.remove(Dicts.canonical(key));
      return value;
    }
    if (arguments.size() == 1) {
      throw PyError.key(key);
    }
    return arguments.get(1);
  }

  private static Tuple popItem(PyDict dict) {
    if (dict.isEmpty()) {
      throw new PyError("KeyError", "'popitem(): dictionary is empty'");
    }
    Map.Entry<?, ?> last = dict.lastEntry();
    Tuple pair = new Tuple(dict.original(last.getKey()), last.getValue());
    dict.remove(last.getKey());
    return pair;
  }

  /** What {@code dict(other)} and {@code update(other)} take over: a dict, or pairs. */
  static void putAll(PyDict dict, @Nullable Object other, Meter meter) {
    if (other instanceof Map<?, ?> map) {
      meter.steps(map.size());
      Dicts.forEach(map, dict::set);
      return;
    }
    Iterator<?> pairs = Iteration.iterator(other);
    for (int i = 0; pairs.hasNext(); i++) {
      meter.step();
      Object pair = pairs.next();
      if (!Iteration.isIterable(pair)) {
        throw PyError.type(
            "cannot convert dictionary update sequence element #" + i + " to a sequence");
      }
      PyList both = Iteration.list(pair, meter);
      if (both.size() != 2) {
        throw PyError.value(
            "dictionary update sequence element #"
                + i
                + " has length "
                + both.size()
                + "; 2 is required");
      }
      dict.set(both.get(0), both.get(1));
    }
  }
}
