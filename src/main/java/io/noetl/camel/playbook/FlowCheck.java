package io.noetl.camel.playbook;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks what only the whole workflow shows: names, targets, what can be reached. */
final class FlowCheck {
  private final List<Step> steps;
  private final Problems problems;
  private final Map<String, Step> byName = new HashMap<>();

  private FlowCheck(List<Step> steps, Problems problems) {
    this.steps = steps;
    this.problems = problems;
  }

  static void check(List<Step> steps, List<WorkbookEntry> workbook, Problems problems) {
    if (steps.isEmpty()) {
      return;
    }
    FlowCheck check = new FlowCheck(steps, problems);
    check.names();
    check.workbookTasks(workbook);
    if (check.targets()) {
      check.reachable();
    }
  }

  private void names() {
    for (Step step : steps) {
      Step first = byName.putIfAbsent(step.name(), step);
      if (first != null) {
        problems.error(
            "PB0204",
            step.pointer() + "/step",
            "There are two steps named '" + step.name() + "'.",
            "Rename this one, or remove it.");
      }
    }
    if (!byName.containsKey(Playbook.START)) {
      problems.error(
          "PB0014",
          "/workflow",
          "No step is named 'start', so nothing says where to begin.",
          "Rename the first step ('" + steps.getFirst().name() + "') to start.");
    }
  }

  private void workbookTasks(List<WorkbookEntry> workbook) {
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
      for (Target target : outgoing(step)) {
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
    return good && byName.containsKey(Playbook.START);
  }

  private void reachable() {
    Set<String> seen = new HashSet<>(List.of(Playbook.START, Playbook.END));
    Deque<String> open = new ArrayDeque<>(List.of(Playbook.START));
    while (!open.isEmpty()) {
      Step step = byName.get(open.pop());
      if (step == null) {
        continue;
      }
      for (Target target : outgoing(step)) {
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

  /** Every target that a step names. */
  static List<Target> outgoing(Step step) {
    List<Target> targets = new ArrayList<>(step.next());
    for (Rule rule : step.rules()) {
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
