package io.noetl.camel.template.python;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Python's {@code reversed}, and what Jinja2's {@code reverse} makes of it. */
public final class Reversal {
  private Reversal() {}

  /** The items from the last to the first. */
  public static Iterator<?> reversed(@Nullable Object value) {
    return switch (value) {
      case String s -> backwards(Iteration.iterator(s));
      case Markup m ->
          new PyList(
                  backwardsList(Iteration.iterator(m)).stream()
                      .map(c -> new Markup(Str.of(c)))
                      .toList())
              .iterator();
      case List<?> l -> l.reversed().iterator();
      case Map<?, ?> m -> backwards(Iteration.iterator(m));
      case DictView v -> backwards(v.iterator());
      case Range r -> new Range(r.at(r.length() - 1), r.start() - r.step(), -r.step()).iterator();
      case Undefined u -> {
        u.length();
        yield Collections.emptyIterator();
      }
      case null, default ->
          throw PyError.type("'" + Types.name(value) + "' object is not reversible");
    };
  }

  private static Iterator<?> backwards(Iterator<?> items) {
    return backwardsList(items).iterator();
  }

  private static PyList backwardsList(Iterator<?> items) {
    PyList list = new PyList();
    items.forEachRemaining(list::add);
    Collections.reverse(list);
    return list;
  }

  /** A text backwards; else an iterator over the items from the last to the first. */
  public static Object of(@Nullable Object value, Meter meter) {
    if (value != null && Types.isText(value)) {
      String text =
          String.join(
              "", backwardsList(Text.characters(Types.text(value))).stream().map(Str::of).toList());
      return value instanceof Markup ? new Markup(text) : text;
    }
    try {
      return PyIterator.of(iteratorType(value), reversed(value));
    } catch (PyError e) {
      if (!e.is("TypeError")) {
        throw e;
      }
    }
    if (!Iteration.isIterable(value)) {
      throw new PyError("FilterArgumentError", "argument must be iterable");
    }
    PyList list = Iteration.list(value, meter);
    Collections.reverse(list);
    return list;
  }

  private static String iteratorType(@Nullable Object value) {
    return switch (value) {
      case Tuple t -> "reversed";
      case List<?> l -> "list_reverseiterator";
      case Map<?, ?> m -> "dict_reversekeyiterator";
      case DictView v ->
          switch (v.kind()) {
            case KEYS -> "dict_reversekeyiterator";
            case VALUES -> "dict_reversevalueiterator";
            case ITEMS -> "dict_reverseitemiterator";
          };
      case Range r -> "range_iterator";
      case null, default -> "reversed";
    };
  }

  /** {@code sequence[index]}. */
  public static @Nullable Object item(@Nullable Object sequence, long index) {
    return Subscript.get(sequence, index);
  }
}
