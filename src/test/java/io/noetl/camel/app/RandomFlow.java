package io.noetl.camel.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A workflow made by chance, its playbook, and what has to come of it. Steps only go forward, so it
 * ends; a step either gives its index or fails.
 *
 * @param steps the first is {@code start}; the last is {@code end} where there is one
 */
record RandomFlow(List<Step> steps, boolean hasEnd) {

  /**
   * One step.
   *
   * @param onDone where its rule of call.done goes; empty for no rule
   * @param onError where its rule of call.error goes; empty for no rule
   * @param onExit where its rule of step.exit goes; empty for no rule
   */
  record Step(
      boolean fails,
      List<Integer> onDone,
      List<Integer> onError,
      List<Integer> onExit,
      List<Integer> next) {}

  static RandomFlow of(Random random) {
    int count = 2 + random.nextInt(5);
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean last = i == count - 1;
      steps.add(
          new Step(
              !last && random.nextInt(6) == 0,
              targets(random, i, count, 4),
              targets(random, i, count, 3),
              targets(random, i, count, 6),
              targets(random, i, count, 1)));
    }
    return new RandomFlow(steps, random.nextBoolean());
  }

  private static List<Integer> targets(Random random, int from, int count, int oneIn) {
    List<Integer> targets = new ArrayList<>();
    if (from < count - 1 && random.nextInt(oneIn) == 0) {
      int wanted = random.nextInt(4) == 0 ? 2 : 1;
      for (int i = 0; i < wanted; i++) {
        int to = from + 1 + random.nextInt(count - from - 1);
        if (!targets.contains(to)) {
          targets.add(to);
        }
      }
    }
    return targets;
  }

  String name(int step) {
    if (step == 0) {
      return "start";
    }
    return hasEnd && step == steps.size() - 1 ? "end" : "s" + step;
  }

  /** The playbook, as YAML. */
  String playbook(String path) {
    StringBuilder yaml =
        new StringBuilder(
            "apiVersion: noetl.io/v2\nkind: Playbook\nmetadata: {name: random, path: %s}\nworkflow:\n"
                .formatted(path));
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      yaml.append("  - step: ").append(name(i)).append('\n');
      yaml.append("    tool: {kind: python, code: \"")
          .append(step.fails() ? "raise ValueError('no')" : "result = {'n': " + i + "}")
          .append("\"}\n    case:\n");
      rule(yaml, "event.name == 'call.done'", step.onDone());
      rule(yaml, "event.name == 'call.error'", step.onError());
      rule(yaml, "event.name == 'step.exit' and error is not defined", step.onExit());
      yaml.append("    next: ").append(names(step.next())).append('\n');
    }
    return yaml.toString();
  }

  private void rule(StringBuilder yaml, String when, List<Integer> targets) {
    if (!targets.isEmpty()) {
      yaml.append("      - when: \"{{ ").append(when).append(" }}\"\n");
      yaml.append("        then: {next: ").append(names(targets)).append("}\n");
    }
  }

  private List<String> names(List<Integer> targets) {
    return targets.stream().map(this::name).toList();
  }
}
