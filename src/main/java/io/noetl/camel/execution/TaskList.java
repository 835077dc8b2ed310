package io.noetl.camel.execution;

import io.noetl.camel.compiler.Expressions;
import io.noetl.camel.playbook.PolicyRule;
import io.noetl.camel.playbook.Step;
import io.noetl.camel.playbook.Task;
import io.noetl.camel.template.Template;
import io.noetl.camel.template.TemplateError;
import io.noetl.camel.template.UndefinedPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs the tasks of a step by a program counter: after each call the task's {@code set} and its
 * policy are evaluated, and say which task is next. One thread at a time.
 */
final class TaskList {
  /** A list that calls more tasks than this goes round for ever. */
  private static final long MOST_CALLS = 1_000_000;

  private static final String CANCELLED = "EX0402";

  private final Step step;
  private final Expressions expressions;
  private final TaskProgress progress;
  private final boolean labelled;
  private @Nullable TaskRecord made;

  /**
   * A list of tasks.
   *
   * @param progress how far it had come before
   */
  TaskList(Step step, Expressions expressions, TaskProgress progress) {
    this.step = step;
    this.expressions = expressions;
    this.progress = progress;
    this.labelled = step.tasks().size() > 1 || !isImplicit(step);
  }

  /** Whether a step has one tool, which its policy has made a list of one. */
  private static boolean isImplicit(Step step) {
    return step.tasks().getFirst().tool().pointer().endsWith("/tool");
  }

  /** The task whose turn it is. */
  Task current() {
    return step.tasks().get(Math.max(0, progress.at()));
  }

  /** Its call's number: 1 at the first. */
  int attempt() {
    return progress.retries(current().index()) + 1;
  }

  /** Names its call, for all its attempts: another visit is another call. */
  String callKey() {
    int visits = progress.visits(current().index());
    return "/" + current().label() + (visits == 0 ? "" : "@" + visits);
  }

  /** The names that a task sees. */
  StepNames names(StepNames names, @Nullable Map<String, @Nullable Object> item) {
    Map<String, @Nullable Object> all = progress.names();
    all.put("_task", current().label());
    all.put("_attempt", (long) attempt());
    return progress.scopes().over(names.near(all), item);
  }

  /** What was written into the step's own scopes, for its end. */
  Scopes scopes() {
    return progress.scopes();
  }

  /** Whether the list has ended. */
  boolean isOver() {
    return progress.at() < 0;
  }

  /**
   * Decides what follows a call that has ended.
   *
   * @param names those of the call, its inputs among them
   */
  TaskRecord decide(Outcome outcome, StepNames names, double millis) {
    Task task = current();
    int attempt = attempt();
    if (progress.calls() + 1 >= MOST_CALLS) {
      return record(task, endless(), new Next(TaskRecord.FAILED, false, 0), List.of());
    }
    List<Write> writes = new ArrayList<>();
    try {
      writes.addAll(
          Scopes.rendered(
              task.set(),
              expressions,
              names.with(output(OutputValue.ofResult(outcome, attempt, millis)))));
      StepNames seen = written(names, writes);
      if (outcome instanceof Outcome.Done(Object result)) {
        seen = seen.near(Map.of(task.label(), shown(result)));
      }
      seen = seen.with(output(OutputValue.ofCall(outcome, attempt, millis)));
      PolicyRule rule = first(task, seen);
      if (rule != null) {
        writes.addAll(Scopes.rendered(rule.set(), expressions, seen));
      }
      return record(task, outcome, decided(task, rule, outcome, attempt, seen), writes);
    } catch (TemplateError e) {
      Outcome failed =
          new Outcome.Failed(TemplateFailure.of(step.name(), e), EventScope.result(outcome));
      return record(task, failed, new Next(TaskRecord.FAILED, false, 0), List.of());
    }
  }

  private Outcome endless() {
    return Outcome.failed(
        ToolError.of(
            "EX0303",
            "EndlessTasks",
            "The tasks of step '%s' were called %d times: its jumps go round for ever."
                .formatted(step.name(), MOST_CALLS)));
  }

  private static Object shown(@Nullable Object result) {
    Object shown = StepResult.of(result);
    return shown == null ? "" : shown;
  }

  private static Map<String, @Nullable Object> output(OutputValue output) {
    Map<String, @Nullable Object> names = new LinkedHashMap<>();
    names.put("output", output);
    names.put("outcome", output);
    return names;
  }

  /** What the task's own {@code set} wrote is there for its policy. */
  private static StepNames written(StepNames names, List<Write> writes) {
    if (writes.isEmpty()) {
      return names;
    }
    Map<String, @Nullable Object> local = new LinkedHashMap<>();
    for (Write write : writes) {
      local.put(write.name(), write.over(null));
    }
    return names.near(local);
  }

  private @Nullable PolicyRule first(Task task, StepNames names) {
    for (PolicyRule rule : task.rules()) {
      Template when = expressions.condition(rule.pointer() + "/when");
      if (rule.when() == null || (when != null && holds(when, names))) {
        return rule;
      }
    }
    return null;
  }

  /** A condition that fails is false, and the next rule is tried. */
  private static boolean holds(Template when, StepNames names) {
    try {
      return when.test(names, UndefinedPolicy.FORGIVING);
    } catch (TemplateError e) {
      return false;
    }
  }

  private record Next(int task, boolean again, double delay) {}

  private double delay;

  /** Seconds to wait before the next call. */
  double delay() {
    return delay;
  }

  private TaskRecord record(Task task, Outcome outcome, Next next, List<Write> writes) {
    delay = next.delay();
    TaskRecord record =
        new TaskRecord(
            task.index(),
            task.label(),
            attempt(),
            next.task() == TaskRecord.FAILED ? failure(task, outcome) : outcome,
            next.task(),
            next.again(),
            writes);
    progress.add(record);
    made = record;
    return record;
  }

  /** A call that worked can be failed by its policy. */
  private Outcome failure(Task task, Outcome outcome) {
    return outcome instanceof Outcome.Done(Object result)
        ? new Outcome.Failed(
            ToolError.of(
                "EX0201",
                "Failed",
                "Task '%s' of step '%s' was failed by its policy."
                    .formatted(task.label(), step.name())),
            result)
        : outcome;
  }

  private Next decided(
      Task task, @Nullable PolicyRule rule, Outcome outcome, int attempt, StepNames names) {
    int after = task.index() + 1 == step.tasks().size() ? TaskRecord.DONE : task.index() + 1;
    Next unruled = new Next(outcome instanceof Outcome.Done ? after : TaskRecord.FAILED, false, 0);
    if (rule == null) {
      return unruled;
    }
    return switch (rule.decision()) {
      case PolicyRule.Unsaid unsaid -> unruled;
      case PolicyRule.Continue go -> new Next(after, false, 0);
      case PolicyRule.Break stop -> new Next(TaskRecord.DONE, false, 0);
      case PolicyRule.Fail fail -> new Next(TaskRecord.FAILED, false, 0);
      case PolicyRule.Jump jump -> new Next(jump.task(), false, 0);
      case PolicyRule.Retry retry -> retry(task, retry, attempt, names);
    };
  }

  private Next retry(Task task, PolicyRule.Retry retry, int attempt, StepNames names) {
    double most = number(retry.pointer() + "/attempts", names, 3);
    double seconds = Math.max(0, number(retry.pointer() + "/delay", names, 0));
    return attempt >= most
        ? new Next(TaskRecord.FAILED, false, 0)
        : new Next(task.index(), true, retry.backoff().after(attempt, seconds));
  }

  private double number(String pointer, StepNames names, double otherwise) {
    Object value = expressions.value(pointer).render(names);
    return switch (value) {
      case Number number -> number.doubleValue();
      case String text when text.strip().matches("\\d+(\\.\\d+)?") ->
          Double.parseDouble(text.strip());
      case null, default -> otherwise;
    };
  }

  /** What the step ends with, now that the list has. */
  Outcome end() {
    TaskRecord record = made;
    if (record == null || !record.isLast()) {
      return Outcome.failed(
          ToolError.of(
              CANCELLED, "Cancelled", "The tasks of step '" + step.name() + "' were stopped."));
    }
    if (record.next() == TaskRecord.FAILED) {
      return record.outcome();
    }
    return new Outcome.Done(progress.value(labelled));
  }

  /** The last call's record, which goes with the step's commit; null when there is none. */
  @Nullable TaskRecord lastRecord() {
    TaskRecord record = made;
    return record != null && record.isLast() ? record : null;
  }
}
