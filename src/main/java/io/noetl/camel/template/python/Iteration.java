package io.noetl.camel.template.python;

import io.noetl.camel.template.Names;
import io.noetl.camel.template.PrintsAs;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** Python's {@code iter}, {@code len}, {@code list} and {@code in}. */
public final class Iteration {
  private Iteration() {}

  /** The items of a value, one after the other; a text's are its characters, a dict's its keys. */
  public static Iterator<?> iterator(@Nullable Object value) {
    return switch (value) {
      case List<?> l when l instanceof RandomAccess -> new Indexed(l);
      case List<?> l -> l.iterator();
      case Map<?, ?> m -> Dicts.keys(m);
      case String s -> Text.characters(s);
      case Markup m -> Text.characters(m.text());
      case PyObject o -> o.iterator();
      case byte[] b -> new Indexed(bytes(b));
      case null, default ->
          throw PyError.type("'" + Types.name(value) + "' object is not iterable");
    };
  }

  private static PyList bytes(byte[] bytes) {
    PyList list = new PyList(bytes.length);
    for (byte b : bytes) {
      list.add((long) (b & 0xff));
    }
    return list;
  }

  /** Walks by index, as Python does: a list may change meanwhile. */
  private static final class Indexed implements Iterator<@Nullable Object> {
    private final List<?> list;
    private int at;

    Indexed(List<?> list) {
      this.list = list;
    }

    @Override
    public boolean hasNext() {
      return at < list.size();
    }

    @Override
    public @Nullable Object next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return list.get(at++);
    }
  }

  /** Whether a value can be iterated. */
  public static boolean isIterable(@Nullable Object value) {
    return switch (value) {
      case List<?> l -> true;
      case Map<?, ?> m -> true;
      case String s -> true;
      case Markup m -> true;
      case byte[] b -> true;
      case PyObject o -> o.iterable();
      case null, default -> false;
    };
  }

  /** The number of items. */
  public static long length(@Nullable Object value) {
    return switch (value) {
      case String s -> Text.length(s);
      case List<?> l -> l.size();
      case Map<?, ?> m -> m.size();
      case Markup m -> Text.length(m.text());
      case byte[] b -> b.length;
      case PyObject o -> o.length();
      case null, default ->
          throw PyError.type("object of type '" + Types.name(value) + "' has no len()");
    };
  }

  /** A new list of a value's items. */
  public static PyList list(@Nullable Object value, Meter meter) {
    PyList list = new PyList();
    Iterator<?> items = iterator(value);
    while (items.hasNext()) {
      meter.step();
      list.add(items.next());
    }
    return list;
  }

  /** Whether a container holds a value. */
  public static boolean contains(@Nullable Object container, @Nullable Object item) {
    return switch (container) {
      case String s -> containsText(s, item);
      case Markup m -> containsText(m.text(), item);
      case PrintsAs p
          when item != null && Types.isText(item) && p.printed().contains(Types.text(item)) ->
          true;
      case Map<?, ?> m -> !Names.isMissing(Dicts.get(m, item));
      case Range r when Numbers.isInt(item) && item != null -> r.contains(Numbers.integer(item));
      case DictView v when v.isKeys() -> !Names.isMissing(Dicts.get(v.map(), item));
      case null, default -> {
        if (!isIterable(container)) {
          throw PyError.type("argument of type '" + Types.name(container) + "' is not iterable");
        }
        Iterator<?> items = iterator(container);
        boolean found = false;
        while (!found && items.hasNext()) {
          found = Equality.same(items.next(), item);
        }
        yield found;
      }
    };
  }

  private static boolean containsText(String text, @Nullable Object part) {
    if (part == null || !Types.isText(part)) {
      throw PyError.type("'in <string>' requires string as left operand, not " + Types.name(part));
    }
    return text.contains(Types.text(part));
  }
}
