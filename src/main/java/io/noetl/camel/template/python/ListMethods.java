package io.noetl.camel.template.python;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The methods of {@code list} and {@code tuple}. Only lists that a template made are changed. */
final class ListMethods {
  static final MethodTable LIST = new MethodTable();
  static final MethodTable TUPLE = new MethodTable();

  static {
    both("index(value, start=0, stop=9223372036854775807, /)", ListMethods::index);
    both("count(value, /)", (self, a, meter) -> count((List<?>) self, a[0]));
    LIST.add("list.copy()", (self, a, meter) -> new PyList((List<?>) self));
    LIST.add(
        "list.append(object, /)",
        (self, a, meter) -> {
          meter.step();
          own(self).add(a[0]);
          return null;
        });
    LIST.add(
        "list.extend(iterable, /)",
        (self, a, meter) -> {
          own(self).addAll(Iteration.list(a[0], meter));
          return null;
        });
    LIST.add(
        "list.insert(index, object, /)",
        (self, a, meter) -> {
          PyList list = own(self);
          long index = Numbers.index(a[0]);
          list.add(Math.clamp(index < 0 ? index + list.size() : index, 0, list.size()), a[1]);
          return null;
        });
    LIST.add("list.pop(index=-1, /)", (self, a, meter) -> pop(own(self), Numbers.index(a[0])));
    LIST.add("list.remove(value, /)", (self, a, meter) -> remove(own(self), a[0]));
    LIST.add(
        "list.clear()",
        (self, a, meter) -> {
          own(self).clear();
          return null;
        });
    LIST.add(
        "list.reverse()",
        (self, a, meter) -> {
          Collections.reverse(own(self));
          return null;
        });
    LIST.add(
        "list.sort(*, key=None, reverse=False)",
        (self, a, meter) -> {
          PyList list = own(self);
          PyList sorted = Sorting.sorted(list, list, Truth.of(a[1]), meter);
          list.clear();
          list.addAll(sorted);
          return null;
        });
  }

  private ListMethods() {}

  private static void both(String signature, Method.Body body) {
    LIST.add("list." + signature, body);
    TUPLE.add("tuple." + signature, body);
  }

  private static PyList own(Object self) {
    if (self instanceof PyList list) {
      return list;
    }
    throw Ownership.refused();
  }

  private static Object index(Object self, @Nullable Object[] a, Meter meter) {
    List<?> list = (List<?>) self;
    int start = place(Numbers.index(a[1]), list.size());
    int stop = place(Numbers.index(a[2]), list.size());
    for (int i = start; i < Math.min(stop, list.size()); i++) {
      if (Equality.same(list.get(i), a[0])) {
        return (long) i;
      }
    }
    throw PyError.value(
        list instanceof Tuple
            ? "tuple.index(x): x not in tuple"
            : Repr.of(a[0]) + " is not in list");
  }

  private static int place(int index, int size) {
    return index < 0 ? Math.max(0, index + size) : index;
  }

  private static long count(List<?> list, @Nullable Object value) {
    long count = 0;
    for (Iterator<?> items = Iteration.iterator(list); items.hasNext(); ) {
      count += Equality.same(items.next(), value) ? 1 : 0;
    }
    return count;
  }

  private static @Nullable Object pop(PyList list, int index) {
    if (list.isEmpty()) {
      throw PyError.index("pop from empty list");
    }
    int place = index < 0 ? index + list.size() : index;
    if (place < 0 || place >= list.size()) {
      throw PyError.index("pop index out of range");
    }
    return list.remove(place);
  }

  private static @Nullable Object remove(PyList list, @Nullable Object value) {
    for (int i = 0; i < list.size(); i++) {
      if (Equality.same(list.get(i), value)) {
        list.remove(i);
        return null;
      }
    }
    throw PyError.value("list.remove(x): x not in list");
  }
}
