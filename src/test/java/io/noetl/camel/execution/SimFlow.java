package io.noetl.camel.execution;

import java.util.List;
import java.util.Random;

/**
 * Playbooks made by chance for the simulation. Steps only go forward, so each ends; what comes of
 * one does not depend on the order in which its branches run. A step's code is the word that {@link
 * SimTool} understands.
 */
final class SimFlow {
  private final Random random;
  private final int count;
  private final StringBuilder yaml = new StringBuilder();

  private SimFlow(Random random) {
    this.random = random;
    this.count = 2 + random.nextInt(5);
  }

  static String playbook(Random random, String path) {
    return new SimFlow(random).text(path);
  }

  private String text(String path) {
    yaml.append("apiVersion: noetl.io/v2\nkind: Playbook\nmetadata: {name: simulated, path: ")
        .append(path)
        .append("}\nworkflow:\n");
    for (int i = 0; i < count; i++) {
      step(i);
    }
    for (String part : List.of("on_failure", "on_cancel", "finally")) {
      if (random.nextInt(3) == 0) {
        block(part);
      }
    }
    return yaml.toString();
  }

  private void step(int index) {
    yaml.append("  - step: ").append(name(index)).append('\n');
    boolean last = index == count - 1;
    String code = last ? "ok" : code();
    if (random.nextInt(3) == 0) {
      yaml.append("    loop: {in: \"{{ range(")
          .append(random.nextInt(5))
          .append(") | list }}\", iterator: item, mode: ")
          .append(random.nextBoolean() ? "sequential" : "parallel, max_in_flight: 2")
          .append("}\n");
    }
    yaml.append("    tool: {kind: python, code: ").append(code).append("}\n");
    yaml.append("    vars: {at_").append(index).append(": \"{{ result }}\"}\n");
    if (random.nextInt(2) == 0) {
      compensation();
    }
    if (code.equals("flaky")) {
      yaml.append("    retry: {max_attempts: 3, initial_delay: 0, jitter: false}\n");
    }
    if (last) {
      return;
    }
    if (random.nextInt(3) == 0) {
      yaml.append("    case:\n");
      rule("call.error");
      rule("call.done");
    }
    yaml.append("    next: [").append(targets(index)).append("]\n");
  }

  private void block(String part) {
    yaml.append(part).append(":\n");
    for (int i = 0; i <= random.nextInt(2); i++) {
      yaml.append("  - {step: ")
          .append(part)
          .append(i)
          .append(", tool: {kind: python, code: ")
          .append(random.nextInt(5) == 0 ? "fails" : "ok")
          .append("}}\n");
    }
  }

  private void compensation() {
    yaml.append("    compensate: {kind: python, code: ")
        .append(code())
        .append(", retry: {max_attempts: 2, initial_delay: 0, jitter: false}}\n");
  }

  private void rule(String event) {
    int at = 1 + random.nextInt(count - 1);
    yaml.append("      - when: \"{{ event.name == '")
        .append(event)
        .append("' }}\"\n        then: ")
        .append(random.nextBoolean() ? "{set: {seen: " + at + "}}" : "{log: {message: seen}}")
        .append('\n');
  }

  private String code() {
    return switch (random.nextInt(12)) {
      case 0 -> "fails";
      case 1, 2 -> "flaky";
      default -> "ok";
    };
  }

  private String targets(int from) {
    int first = from + 1 + random.nextInt(count - from - 1);
    int second = from + 1 + random.nextInt(count - from - 1);
    boolean two = first != second && random.nextInt(3) == 0;
    return "{step: " + name(first) + "}" + (two ? ", {step: " + name(second) + "}" : "");
  }

  private String name(int index) {
    if (index == 0) {
      return "start";
    }
    return index == count - 1 ? "end" : "s" + index;
  }
}
