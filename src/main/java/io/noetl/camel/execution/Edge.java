package io.noetl.camel.execution;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A way that was chosen.
 *
 * @param action JSON pointer of the action or successor list that chose it
 * @param step index of the step that it leads to
 * @param args rendered args for that step
 * @param inline whether it goes on in the same route
 * @param waits whether its step waits for other branches
 * @param token the token that was issued for it; 0 in line, and until it is issued
 */
record Edge(
    String action,
    int step,
    Map<String, @Nullable Object> args,
    boolean inline,
    boolean waits,
    long token) {

  /** An edge whose token is not issued yet: its id has to follow that of the step's exit. */
  static Edge chosen(String action, int step, Map<String, @Nullable Object> args, boolean inline) {
    return new Edge(action, step, args, inline, false, 0);
  }

  /** The same with an arg that it has unless another value was given. */
  Edge withDefault(String name, @Nullable Object value) {
    if (args.containsKey(name)) {
      return this;
    }
    Map<String, @Nullable Object> more = new LinkedHashMap<>(args);
    more.put(name, value);
    return new Edge(action, step, more, inline, waits, token);
  }

  @SuppressWarnings("ReferenceEquality") // the same map needs no copy
  Edge withArgs(Map<String, @Nullable Object> other) {
    return other == args ? this : new Edge(action, step, other, inline, waits, token);
  }

  Edge issued(long id) {
    return new Edge(action, step, args, inline, waits, id);
  }

  /** The same to a step that waits for other branches. */
  Edge waiting() {
    return new Edge(action, step, args, inline, true, token);
  }
}
