package io.noetl.camel.playbook;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One step of a workflow.
 *
 * @param index its place in the workflow, from 0
 * @param name unique in the playbook
 * @param description {@code desc}, empty where there is none
 * @param tool what it calls
 * @param args inputs of the step; templates as text
 * @param vars variables taken from its result
 * @param loop null where it runs once
 * @param rules its {@code case}
 * @param next structural successors, taken when no rule gave a transition
 * @param retry rules of another call after an error, or for the next page
 * @param sinks step-level sinks: for each call that succeeded
 * @param onError what an unhandled failure does
 * @param timeout seconds that one call may take; null where nothing bounds it
 */
public record Step(
    int index,
    String name,
    String description,
    ToolSpec tool,
    Map<String, @Nullable Object> args,
    Map<String, @Nullable Object> vars,
    @Nullable Loop loop,
    List<Rule> rules,
    List<Target> next,
    List<RetryRule> retry,
    List<Action.Sink> sinks,
    OnError onError,
    @Nullable Double timeout) {

  /** What a failure does that no rule handles. */
  public enum OnError {
    /** The execution fails. */
    FAIL,
    /** The step's result carries the error and the flow goes on by {@code next}. */
    CONTINUE,
    /** As continue for a child that ran and failed; any other failure fails the execution. */
    CAPTURE
  }

  /** JSON pointer of the step. */
  public String pointer() {
    return "/workflow/" + index;
  }
}
