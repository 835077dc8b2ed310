package io.noetl.camel.template.python;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** A value that can be iterated once, item by item as it is asked: a generator or the like. */
public final class PyIterator implements PyObject {
  private final String type;
  private final String label;
  private final Iterator<?> items;

  private PyIterator(String type, String label, Iterator<?> items) {
    this.type = type;
    this.label = label;
    this.items = items;
  }

  /** A generator of the function with the given name. */
  public static PyIterator generator(String function, Iterator<?> items) {
    return new PyIterator("generator", "generator object " + function, items);
  }

  /** An iterator of another class. */
  public static PyIterator of(String type, Iterator<?> items) {
    return new PyIterator(type, type + " object", items);
  }

  @Override
  public String typeName() {
    return type;
  }

  @Override
  public String repr() {
    return "<" + label + " at " + address() + ">";
  }

  @Override
  public boolean iterable() {
    return true;
  }

  @Override
  public Iterator<@Nullable Object> iterator() {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return items.hasNext();
      }

      @Override
      public @Nullable Object next() {
        return items.next();
      }
    };
  }
}
