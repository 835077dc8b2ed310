package io.noetl.camel.playbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One step of a workflow.
 *
 * @param index its place in the workflow, from 0
 * @param name unique in the playbook
 * @param description {@code desc}, empty where there is none
 * @param tool what it calls; for a list of tasks a stand-in
 * @param tasks what it calls one after another; none where it calls one tool without a policy
 * @param args inputs of the step that win over its tool's; templates as text
 * @param input inputs of the step that its tool's win over; templates as text
 * @param vars variables taken from its result
 * @param loop null where it runs once
 * @param rules its {@code case}
 * @param set what it writes when it has succeeded
 * @param router how the flow goes on
 * @param admission whether it runs when the flow comes to it
 * @param join how many of the branches above it it waits for; null where it does not say
 * @param retry rules of another call after an error, or for the next page
 * @param sinks step-level sinks: for each call that succeeded
 * @param onError what an unhandled failure does
 * @param timeout seconds that one call may take; null where nothing bounds it
 * @param isOfArcs whether it is written in the dialect of arcs
 * @param part where it stands, and with that when it runs
 * @param pointer JSON pointer of the step
 */
public record Step(
    int index,
    String name,
    String description,
    ToolSpec tool,
    List<Task> tasks,
    Map<String, @Nullable Object> args,
    Map<String, @Nullable Object> input,
    Map<String, @Nullable Object> vars,
    @Nullable Loop loop,
    List<Rule> rules,
    Assignments set,
    Router router,
    Admission admission,
    @Nullable Join join,
    List<RetryRule> retry,
    List<Action.Sink> sinks,
    OnError onError,
    @Nullable Double timeout,
    boolean isOfArcs,
    Part part,
    String pointer) {
  private static final Set<String> WAITS = Set.of("wait", "approval");

  /** Whether it waits, or a task of it does, for what comes from outside. */
  public boolean waits() {
    return waits(tool) || tasks.stream().anyMatch(task -> waits(task.tool()));
  }

  /** Whether a tool waits for what comes from outside. */
  static boolean waits(ToolSpec tool) {
    return WAITS.contains(tool.kind());
  }

  /** The tools that it calls. */
  public List<ToolSpec> tools() {
    return tasks.isEmpty() ? List.of(tool) : tasks.stream().map(Task::tool).toList();
  }

  /** The kinds of its tools in words: {@code http, postgres} for a list of two tasks. */
  public String kinds() {
    return String.join(", ", tools().stream().map(ToolSpec::kind).toList());
  }

  /** Kind of the stand-in for a list of tasks. */
  public static final String TASKS = "tasks";

  /** What a failure does that no rule handles. */
  public enum OnError {
    /** The execution fails. */
    FAIL,
    /** The step's result carries the error and the flow goes on by {@code next}. */
    CONTINUE,
    /** As continue for a child that ran and failed; any other failure fails the execution. */
    CAPTURE
  }

  /** Whether the flow of the workflow comes to it. */
  public boolean isOfWorkflow() {
    return part == Part.WORKFLOW;
  }

  /** The same at another place. */
  Step in(Part place, int at, Router ways) {
    return new Step(
        at,
        name,
        description,
        tool,
        tasks,
        args,
        input,
        vars,
        loop,
        rules,
        set,
        ways,
        admission,
        join,
        retry,
        sinks,
        onError,
        timeout,
        isOfArcs,
        place,
        pointer);
  }

  /** December's structural successors; none where arcs say how it goes on. */
  public List<Target> next() {
    return router instanceof Router.Successors(List<Target> targets) ? targets : List.of();
  }

  /** Its arcs; null where it has none. */
  public Router.@Nullable Arcs arcs() {
    return router instanceof Router.Arcs arcs ? arcs : null;
  }

  /** Every step that it can go to, by whichever way. */
  public List<Target> outgoing() {
    List<Target> targets = new ArrayList<>(router.targets());
    for (Rule rule : rules) {
      for (Action action : rule.then()) {
        switch (action) {
          case Action.Next next -> targets.addAll(next.targets());
          case Action.Call call -> targets.add(call.target());
          default -> {}
        }
      }
    }
    return targets;
  }
}
