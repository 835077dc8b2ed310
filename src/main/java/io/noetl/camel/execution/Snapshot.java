package io.noetl.camel.execution;

import io.noetl.camel.compiler.CompiledPlaybook;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an execution stood at an event: the fold of its log up to there, as recovery would make it.
 *
 * @param workload what it had begun with, and what was set of it since
 * @param variables what steps had set
 * @param results results of the steps that had ended, by their name
 * @param open what was under way
 */
public record Snapshot(
    Map<String, @Nullable Object> workload,
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

  /** Folds events, the oldest first. */
  public static Snapshot of(CompiledPlaybook compiled, List<LoggedEvent> events) {
    RunState state = RunState.fold(compiled, events);
    return new Snapshot(
        state.variables().workloadView(),
        state.variables().variables(),
        state.variables().results(),
        List.copyOf(state.positions()));
  }
}
