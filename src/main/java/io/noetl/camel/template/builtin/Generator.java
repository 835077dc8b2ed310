package io.noetl.camel.template.builtin;

import io.noetl.camel.template.python.PyIterator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A generator function of Python: nothing happens before the first item is asked for. */
final class Generator implements Iterator<@Nullable Object> {

  /** Makes the items one after the other. */
  @FunctionalInterface
  interface Source {
    /** The next item, or {@link #END}. */
    @Nullable Object next();
  }

  /** What a source gives when there are no more items. */
  static final Object END = End.INSTANCE;

  private final Supplier<Source> start;
  private @Nullable Source source;
  private @Nullable Object next;
  private boolean ready;

  private Generator(Supplier<Source> start) {
    this.start = start;
  }

  /**
   * A generator.
   *
   * @param function the name of Python's function
   * @param start begins, at the first item
   */
  static PyIterator of(String function, Supplier<Source> start) {
    return PyIterator.generator(function, new Generator(start));
  }

  @Override
  public boolean hasNext() {
    if (!ready) {
      Source known = source == null ? start.get() : source;
      source = known;
      next = known.next();
      ready = true;
    }
    return !(next instanceof End);
  }

  @Override
  public @Nullable Object next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    ready = false;
    return next;
  }

  private enum End {
    INSTANCE
  }
}
