package io.noetl.camel.execution;

import java.util.Random;

/**
 * Playbooks of arcs made by chance for the simulation: lists of tasks with policies, loops over
 * them, joins, children. Steps only go forward, so each ends; what comes of one does not depend on
 * the order in which its branches run.
 */
final class SimArcs {
  private final Random random;
  private final int children;
  private final int count;
  private final StringBuilder yaml = new StringBuilder();

  private SimArcs(Random random, int children) {
    this.random = random;
    this.children = children;
    this.count = 2 + random.nextInt(5);
  }

  /**
   * A playbook.
   *
   * @param children how many there are to call, by the paths {@code sim/child/0} and so on
   */
  static String playbook(Random random, String path, int children) {
    return new SimArcs(random, children).text(path);
  }

  private String text(String path) {
    yaml.append("apiVersion: noetl.io/v2\nkind: Playbook\nmetadata: {name: simulated, path: ")
        .append(path)
        .append("}\nworkflow:\n");
    for (int i = 0; i < count; i++) {
      step(i);
    }
    return yaml.toString();
  }

  private void step(int index) {
    boolean last = index == count - 1;
    yaml.append("  - step: ").append(name(index)).append('\n');
    if (index > 0 && !last && random.nextInt(10) == 0) {
      yaml.append("    when: \"{{ 1 > 2 }}\"\n");
    }
    if (index > 0 && random.nextInt(6) == 0) {
      yaml.append("    join: ").append(random.nextBoolean() ? "any" : "2").append('\n');
    }
    boolean cursor = !last && random.nextInt(6) == 0;
    if (cursor) {
      yaml.append(
              "    loop: {cursor: {kind: postgres, auth: pg, claim: \"DELETE FROM q RETURNING"
                  + " n\"},")
          .append(" iterator: item, spec: {mode: cursor, max_in_flight: ")
          .append(1 + random.nextInt(3))
          .append(", frame: {max_rows: ")
          .append(1 + random.nextInt(3))
          .append(", row_concurrency: ")
          .append(1 + random.nextInt(2))
          .append(random.nextInt(4) == 0 ? ", process: frame}}}\n" : "}}}\n");
    } else if (random.nextInt(3) == 0) {
      yaml.append("    loop: {in: \"{{ range(")
          .append(random.nextInt(4))
          .append(") | list }}\", iterator: item, spec: {mode: ")
          .append(random.nextBoolean() ? "sequential" : "parallel, max_in_flight: 2")
          .append("}}\n");
    }
    if (!last && random.nextInt(4) == 0) {
      yaml.append("    tool: {kind: playbook, path: sim/child/")
          .append(random.nextInt(children))
          .append("}\n");
    } else {
      tasks(last);
    }
    yaml.append("    set: {ctx.at_").append(index).append(": \"{{ output.status }}\"}\n");
    if (!last) {
      arcs(index);
    }
  }

  private void tasks(boolean last) {
    int tasks = 1 + random.nextInt(4);
    yaml.append("    tool:\n");
    for (int i = 0; i < tasks; i++) {
      String word = last ? "ok" : word();
      yaml.append("      - {name: t").append(i).append(", kind: python, code: ").append(word);
      yaml.append(", spec: {policy: {rules: [").append(rules(word, i, tasks)).append("]}}}\n");
    }
  }

  private String word() {
    return switch (random.nextInt(10)) {
      case 0 -> "fails";
      case 1, 2 -> "flaky";
      default -> "ok";
    };
  }

  private String rules(String word, int index, int tasks) {
    String whenFailed = "{when: \"{{ output.status == 'error' }}\", then: {do: ";
    String retry = whenFailed + "retry, attempts: 3, delay: 0}}";
    String go = random.nextInt(8) == 0 ? "break" : "continue, set: {ctx.seen: " + index + "}";
    if (index + 1 < tasks && random.nextInt(5) == 0) {
      go = "jump, to: t" + (index + 1 + random.nextInt(tasks - index - 1));
    }
    String otherwise = "{else: {then: {do: " + go + "}}}";
    return switch (word) {
      case "flaky" -> retry + ", " + otherwise;
      case "fails" -> random.nextBoolean() ? otherwise : whenFailed + "fail}}, " + otherwise;
      default -> otherwise;
    };
  }

  private void arcs(int from) {
    yaml.append("    next:\n      spec: {mode: ")
        .append(random.nextBoolean() ? "inclusive" : "exclusive")
        .append("}\n      arcs: [");
    int wanted = random.nextInt(4);
    for (int i = 0; i < wanted; i++) {
      int to = from + 1 + random.nextInt(count - from - 1);
      yaml.append("{step: ").append(name(to));
      switch (random.nextInt(4)) {
        case 0 -> yaml.append(", when: \"{{ 1 > 2 }}\"");
        case 1 -> yaml.append(", when: \"{{ output.status == 'error' }}\"");
        default -> yaml.append(", set: {ctx.by_").append(from).append(": ").append(to).append('}');
      }
      yaml.append("}, ");
    }
    yaml.append("]\n");
  }

  private String name(int index) {
    if (index == 0) {
      return "start";
    }
    return index == count - 1 ? "end" : "s" + index;
  }
}
