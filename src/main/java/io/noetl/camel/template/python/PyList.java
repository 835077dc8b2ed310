package io.noetl.camel.template.python;

import java.util.ArrayList;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** A list that a template made, and so may change. */
public final class PyList extends ArrayList<@Nullable Object> {
  private static final long serialVersionUID = 1L;

  /** An empty list. */
  public PyList() {}

  /** An empty list with room. */
  public PyList(int capacity) {
    super(capacity);
  }

  /** A list of the items. */
  public PyList(Collection<?> items) {
    super(items);
  }
}
