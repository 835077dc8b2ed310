package io.noetl.camel.template.python;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The methods that Python's own classes have. */
final class Builtins {
  private static final MethodTable NONE = new MethodTable();
  private static final MethodTable BYTES =
      new MethodTable()
          .add(
              "bytes.decode(encoding='utf-8', errors='strict')",
              (self, a, m) -> new String((byte[]) self, StandardCharsets.UTF_8))
          .add("bytes.hex()", (self, a, m) -> HexFormat.of().formatHex((byte[]) self));
  private static final MethodTable MARKUP =
      new MethodTable()
          .add("Markup.striptags()", (self, a, m) -> HtmlText.stripTags(Types.text(self)))
          .add("Markup.unescape()", (self, a, m) -> HtmlText.unescape(Types.text(self)));
  private static final MethodTable VIEW =
      new MethodTable().add("dict_keys.isdisjoint(other, /)", Builtins::isDisjoint);
  private static final MethodTable RANGE =
      new MethodTable()
          .add("range.count(value, /)", (self, a, m) -> Iteration.contains(self, a[0]) ? 1L : 0L)
          .add("range.index(value, /)", Builtins::rangeIndex);

  private Builtins() {}

  static @Nullable Method method(@Nullable Object object, String name) {
    Method own = object instanceof Markup ? MARKUP.get(name) : null;
    Method method = own == null ? table(object).get(name) : own;
    return method == null ? SpecialMethods.method(object, name) : method;
  }

  private static MethodTable table(@Nullable Object object) {
    return switch (object) {
      case Map<?, ?> m -> DictMethods.TABLE;
      case String s -> StrMethods.TABLE;
      case Markup m -> StrMethods.TABLE;
      case Tuple t -> ListMethods.TUPLE;
      case List<?> l -> ListMethods.LIST;
      case DictView v when v.isSet() -> VIEW;
      case Range r -> RANGE;
      case byte[] b -> BYTES;
      case PyObject o -> NONE;
      case null, default ->
          Numbers.isInt(object)
              ? NumberMethods.INT
              : Numbers.isFloat(object) ? NumberMethods.FLOAT : NONE;
    };
  }

  private static Object isDisjoint(Object self, @Nullable Object[] a, Meter meter) {
    return Iteration.list(a[0], meter).stream().noneMatch(item -> Iteration.contains(self, item));
  }

  private static Object rangeIndex(Object self, @Nullable Object[] a, Meter meter) {
    if (!Iteration.contains(self, a[0])) {
      throw PyError.value(Repr.of(a[0]) + " is not in range");
    }
    return (long) Iteration.list(self, meter).indexOf(a[0]);
  }
}
