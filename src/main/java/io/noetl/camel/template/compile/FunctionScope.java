package io.noetl.camel.template.compile;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The variables of one function to be: the template itself, a macro, a block, a loop's filter. */
final class FunctionScope {
  private final @Nullable FunctionScope outer;
  private final Map<String, Integer> slots = new HashMap<>();

  FunctionScope(@Nullable FunctionScope outer) {
    this.outer = outer;
  }

  /** The variable of a name at a level of nesting; parts that stand side by side share it. */
  Variable variable(int level, String name) {
    Integer slot = slots.computeIfAbsent(level + " " + name, key -> slots.size());
    return new Variable(this, slot);
  }

  /** How many functions further out another one is. */
  int hopsTo(FunctionScope other) {
    int hops = 0;
    for (FunctionScope at = this; at != null && at != other; at = at.outer) {
      hops++;
    }
    return hops;
  }

  /** The number of variables; it is known when everything is compiled. */
  int size() {
    return slots.size();
  }
}
