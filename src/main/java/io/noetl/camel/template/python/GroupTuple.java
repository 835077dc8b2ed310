package io.noetl.camel.template.python;

import org.jspecify.annotations.Nullable;

/** A group that {@code groupby} gives: a pair whose parts have names. */
public final class GroupTuple extends Tuple {

  /** A group. */
  public GroupTuple(@Nullable Object grouper, PyList list) {
    super(grouper, list);
  }
}
