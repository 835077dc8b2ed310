package io.noetl.camel.template.python;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** A tuple: a list that cannot change and can be a key. */
public class Tuple extends AbstractList<@Nullable Object> implements RandomAccess {
  private final @Nullable Object[] items;

  /** A tuple of the items. */
  public Tuple(@Nullable Object... items) {
    this.items = items;
  }

  /** A tuple of a list's items. */
  public static Tuple copyOf(List<?> items) {
    return new Tuple(items.toArray());
  }

  @Override
  public final @Nullable Object get(int index) {
    return items[index];
  }

  @Override
  public final int size() {
    return items.length;
  }

  @Override
  public final @Nullable Object[] toArray() {
    return Arrays.copyOf(items, items.length, Object[].class);
  }
}
