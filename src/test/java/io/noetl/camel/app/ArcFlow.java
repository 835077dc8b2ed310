package io.noetl.camel.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A workflow of arcs made by chance, and its playbook. Steps only go forward, so it ends; a step
 * calls a list of tasks, whose policies are made by chance too.
 *
 * @param steps the first is {@code start}; the last is {@code end} where there is one
 */
record ArcFlow(List<Step> steps, boolean hasEnd) {

  /** What a task's policy decides on. */
  enum Decision {
    CONTINUE,
    BREAK,
    FAIL,
    RETRY,
    JUMP
  }

  /**
   * One task.
   *
   * @param to where it jumps: a later task
   */
  record Task(Decision decision, int to) {}

  /**
   * One arc.
   *
   * @param always whether it has no condition
   * @param matches whether its condition holds
   * @param ofFailure whether it is about failures
   */
  record Arc(int to, boolean always, boolean matches, boolean ofFailure) {}

  /**
   * One step.
   *
   * @param join what it says of the branches that it waits for; empty for nothing
   * @param admitted whether it runs when the flow comes to it
   */
  record Step(List<Task> tasks, boolean inclusive, List<Arc> arcs, String join, boolean admitted) {}

  static ArcFlow of(Random random) {
    int count = 2 + random.nextInt(7);
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean last = i == count - 1;
      String join = random.nextInt(8) == 0 ? List.of("any", "all", "2").get(random.nextInt(3)) : "";
      steps.add(
          new Step(
              tasks(random, last),
              random.nextInt(2) == 0,
              last ? List.of() : arcs(random, i, count),
              join,
              i == 0 || last || random.nextInt(10) > 0));
    }
    return new ArcFlow(steps, random.nextBoolean());
  }

  private static List<Task> tasks(Random random, boolean last) {
    int count = 1 + random.nextInt(4);
    List<Task> tasks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Decision decision = Decision.values()[random.nextInt(Decision.values().length)];
      if (decision == Decision.JUMP && i == count - 1) {
        decision = Decision.CONTINUE;
      }
      if (decision == Decision.FAIL && (last || random.nextInt(3) > 0)) {
        decision = Decision.CONTINUE;
      }
      int to = i == count - 1 ? i : i + 1 + random.nextInt(count - i - 1);
      tasks.add(new Task(decision, to));
    }
    return tasks;
  }

  private static List<Arc> arcs(Random random, int from, int count) {
    List<Arc> arcs = new ArrayList<>();
    int wanted = random.nextInt(4);
    for (int i = 0; i < wanted; i++) {
      int to = from + 1 + random.nextInt(count - from - 1);
      boolean always = random.nextInt(3) == 0;
      arcs.add(new Arc(to, always, random.nextInt(3) > 0, !always && random.nextInt(4) == 0));
    }
    return arcs;
  }

  String name(int step) {
    if (step == 0) {
      return "start";
    }
    return hasEnd && step == steps.size() - 1 ? "end" : "s" + step;
  }

  /** The playbook, as YAML. */
  String playbook(String path) {
    StringBuilder yaml = new StringBuilder("apiVersion: noetl.io/v2\nkind: Playbook\n");
    yaml.append("metadata: {name: random, path: ").append(path).append("}\nworkflow:\n");
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      yaml.append("  - step: ").append(name(i)).append('\n');
      if (!step.admitted()) {
        yaml.append("    when: \"{{ 1 > 2 }}\"\n");
      }
      if (!step.join().isEmpty()) {
        yaml.append("    join: ").append(step.join()).append('\n');
      }
      yaml.append("    tool:\n");
      for (int t = 0; t < step.tasks().size(); t++) {
        yaml.append("      - {name: t").append(t).append(", kind: noop, result: {t: ").append(t);
        yaml.append("}, spec: {policy: {rules: [").append(rule(step.tasks().get(t)));
        yaml.append("]}}}\n");
      }
      arcs(yaml, step);
    }
    return yaml.toString();
  }

  private static String rule(Task task) {
    return switch (task.decision()) {
      case CONTINUE -> "{else: {then: {do: continue}}}";
      case BREAK -> "{else: {then: {do: break}}}";
      case FAIL -> "{else: {then: {do: fail}}}";
      case RETRY -> "{when: \"{{ _attempt < 3 }}\", then: {do: retry, attempts: 4, delay: 0}}";
      case JUMP -> "{else: {then: {do: jump, to: t" + task.to() + "}}}";
    };
  }

  private void arcs(StringBuilder yaml, Step step) {
    yaml.append("    next:\n      spec: {mode: ");
    yaml.append(step.inclusive() ? "inclusive" : "exclusive").append("}\n      arcs: [");
    for (Arc arc : step.arcs()) {
      yaml.append("{step: ").append(name(arc.to()));
      if (!arc.always()) {
        String about = arc.ofFailure() ? "event.name == 'step.failed' and " : "";
        yaml.append(", when: \"{{ ").append(about).append(arc.matches() ? "1 < 2" : "1 > 2");
        yaml.append(" }}\"");
      }
      yaml.append("}, ");
    }
    yaml.append("]\n");
  }
}
