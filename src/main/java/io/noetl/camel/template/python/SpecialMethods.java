package io.noetl.camel.template.python;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The methods behind operators, {@code __len__} and the like, which all or many classes have. */
final class SpecialMethods {
  private static final MethodTable TABLE = new MethodTable();

  private static final Map<String, Ordering> ORDERS =
      Map.of(
          "__lt__", Ordering.LESS,
          "__le__", Ordering.LESS_OR_EQUAL,
          "__gt__", Ordering.GREATER,
          "__ge__", Ordering.GREATER_OR_EQUAL);

  static {
    TABLE.add("object.__len__()", (self, a, m) -> Iteration.length(self));
    TABLE.add("object.__contains__(item, /)", (self, a, m) -> Iteration.contains(self, a[0]));
    TABLE.add("object.__getitem__(key, /)", (self, a, m) -> Subscript.get(self, a[0]));
    TABLE.add("object.__str__()", (self, a, m) -> Str.of(self));
    TABLE.add("object.__repr__()", (self, a, m) -> Repr.of(self));
    TABLE.add("object.__eq__(value, /)", (self, a, m) -> Equality.equal(self, a[0]));
    TABLE.add("object.__ne__(value, /)", (self, a, m) -> !Equality.equal(self, a[0]));
    TABLE.add("object.__add__(value, /)", (self, a, m) -> Arithmetic.add(self, a[0], m));
    TABLE.add("object.__mul__(value, /)", (self, a, m) -> Arithmetic.multiply(self, a[0], m));
    TABLE.add("object.__mod__(value, /)", (self, a, m) -> Arithmetic.modulo(self, a[0], m));
    TABLE.add(
        "object.__format__(spec, /)",
        (self, a, m) -> Formatting.format(self, StrMethods.text("__format__() argument", a[0]), m));
    ORDERS.forEach(
        (name, order) ->
            TABLE.add("object." + name + "(value, /)", (self, a, m) -> order.holds(self, a[0])));
  }

  private SpecialMethods() {}

  static @Nullable Method method(@Nullable Object object, String name) {
    if (object == null || object instanceof PyObject || !name.startsWith("__")) {
      return null;
    }
    boolean there =
        switch (name) {
          case "__len__", "__contains__", "__getitem__" -> Iteration.isIterable(object);
          case "__add__" -> !(object instanceof Map<?, ?>);
          case "__mul__" -> !(object instanceof Map<?, ?>);
          case "__mod__" -> Types.isText(object) || Numbers.isReal(object);
          default -> true;
        };
    return there ? TABLE.get(name) : null;
  }
}
