package io.noetl.camel.execution;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A way that was chosen.
 *
 * @param action JSON pointer of the action or successor list that chose it
 * @param step index of the step that it leads to
 * @param args rendered args for that step
 * @param inline whether it goes on in the same route
 * @param token the token that was issued for it; 0 in line
 */
record Edge(
    String action, int step, Map<String, @Nullable Object> args, boolean inline, long token) {}
