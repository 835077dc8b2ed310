package io.noetl.camel.playbook;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks what only the whole workflow shows: names, targets, what can be reached. */
final class FlowCheck {
  private final List<Step> steps;
  private final ExecutorSpec executor;
  private final Problems problems;
  private final Map<String, Step> byName = new HashMap<>();

  private FlowCheck(List<Step> steps, ExecutorSpec executor, Problems problems) {
    this.steps = steps;
    this.executor = executor;
    this.problems = problems;
  }

  /** Checks the workflow as a whole. */
  static void check(List<Step> steps, ExecutorSpec executor, Problems problems) {
    if (steps.isEmpty()) {
      return;
    }
    FlowCheck check = new FlowCheck(steps, executor, problems);
    ExecutorParser.check(executor, steps, problems);
    check.begin();
    if (check.targets()) {
      check.reachable();
    }
  }

  /** Checks what goes by a name, over all steps of a playbook. */
  static void names(List<Step> steps, List<WorkbookEntry> workbook, Problems problems) {
    Set<String> seen = new HashSet<>();
    for (Step step : steps) {
      if (!seen.add(step.name())) {
        problems.error(
            "PB0204",
            step.pointer() + "/step",
            "There are two steps named '" + step.name() + "'.",
            "Rename this one, or remove it.");
      }
    }
    workbookTasks(steps, workbook, problems);
  }

  private void begin() {
    steps.forEach(step -> byName.putIfAbsent(step.name(), step));
    if (!begins()) {
      problems.error(
          "PB0014",
          "/workflow",
          "No step is named 'start', so nothing says where to begin.",
          "Rename the first step ('" + steps.getFirst().name() + "') to start.");
    }
  }

  /** December's dialect begins with {@code start}; today's also with the first step. */
  private boolean begins() {
    return byName.containsKey(Playbook.START)
        || executor.entryStep() != null
        || (steps.stream().anyMatch(Step::isOfArcs)
            && steps.stream().allMatch(step -> step.rules().isEmpty() && step.next().isEmpty()));
  }

  private static void workbookTasks(
      List<Step> steps, List<WorkbookEntry> workbook, Problems problems) {
    List<String> names = workbook.stream().map(WorkbookEntry::name).toList();
    for (Step step : steps) {
      if (!step.tool().kind().equals("workbook")) {
        continue;
      }
      Object task = step.tool().config().getOrDefault("task", step.tool().config().get("name"));
      String name = task == null ? step.name() : task.toString();
      if (!name.contains("{{") && !names.contains(name)) {
        problems.error(
            "PB0242",
            step.pointer() + "/tool",
            "The workbook has no entry '" + name + "'.",
            names.isEmpty() ? "Add a `workbook:` section." : Nearest.hint(name, names));
      }
    }
  }

  private boolean targets() {
    boolean good = true;
    for (Step step : steps) {
      for (Target target : step.outgoing()) {
        if (!byName.containsKey(target.step())) {
          good = false;
          problems.error(
              "PB0212",
              target.pointer(),
              "Step '" + step.name() + "' goes to '" + target.step() + "', which does not exist.",
              Nearest.hint(target.step(), byName.keySet()));
        }
      }
    }
    return good && begins();
  }

  private void reachable() {
    Step entry = java.util.Objects.requireNonNull(Playbook.entryOf(steps, executor));
    String last = executor.finalStep() == null ? Playbook.END : executor.finalStep();
    Set<String> seen = new HashSet<>(java.util.Arrays.asList(entry.name(), last));
    Deque<String> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      Step step = byName.get(open.pop());
      if (step == null) {
        continue;
      }
      for (Target target : step.outgoing()) {
        if (seen.add(target.step())) {
          open.push(target.step());
        }
      }
    }
    for (Step step : steps) {
      if (!seen.contains(step.name())) {
        problems.warning(
            "PB0213",
            step.pointer(),
            "No step leads to '" + step.name() + "': it never runs.",
            "Add it to the `next` of a step, or remove it.");
      }
    }
  }
}
