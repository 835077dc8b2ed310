package io.noetl.camel.execution;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an execution stood at an event: the fold of its log up to there.
 *
 * @param variables workload, variables and results of steps by name
 * @param results results of the steps that had ended, by their name
 * @param open what was under way
 */
public record Snapshot(
    Map<String, @Nullable Object> variables,
    Map<String, @Nullable Object> results,
    List<OpenToken> open) {

  /**
   * A line of control.
   *
   * @param token its id
   * @param step the step that it was at or came to
   * @param args the args of the transition
   * @param items the loop items of that step that had ended
   */
  public record OpenToken(
      long token, String step, Map<String, @Nullable Object> args, List<Integer> items) {}
}
