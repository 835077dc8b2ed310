package io.noetl.camel.compiler;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes documents of today's dialect in which each construct is about as frequent as in NoETL's own
 * end-to-end playbooks: of 166, arcs in 165, guards in 54, inputs in 136, lists of several tasks in
 * 35, loops in 39, cursors in 3, and so on.
 */
public final class TodaysDocuments {
  private static final double OF_ALL = 166;

  private final Random random;
  private final StringBuilder text = new StringBuilder();
  private int steps;

  private TodaysDocuments(long seed) {
    this.random = new Random(seed);
  }

  /** The document of a seed. */
  public static String of(long seed) {
    return new TodaysDocuments(seed).document(seed);
  }

  /** Whether a construct that so many of NoETL's playbooks have is in this one. */
  private boolean has(int files) {
    return random.nextDouble() < files / OF_ALL;
  }

  private void line(int indent, String line) {
    text.append(" ".repeat(indent)).append(line).append('\n');
  }

  private String document(long seed) {
    steps = 2 + random.nextInt(6);
    line(0, "apiVersion: noetl.io/v2");
    line(0, "kind: Playbook");
    line(0, "metadata: {name: made_" + seed + ", path: made/p" + seed + tags() + "}");
    if (has(2)) {
      line(
          0,
          "executor: {profile: local, version: noetl-runtime/1, spec: {entry_step: s0,"
              + " no_next_is_error: false}}");
    }
    line(0, "workload: {rows: [1, 2, 3], limit: 5, pg: pg_local, url: \"http://127.0.0.1:1\"}");
    if (has(6)) {
      line(0, "keychain:");
      line(2, "- {name: sec, kind: secrets, provider: env, map: {home: PATH}}");
    }
    if (has(5)) {
      line(0, "workbook:");
      line(2, "- {name: shared, tool: {kind: python, input: {n: 1}, code: \"result = {'n': n}\"}}");
    }
    line(0, "workflow:");
    for (int i = 0; i < steps; i++) {
      step(i);
    }
    line(2, "- step: end");
    if (random.nextBoolean()) {
      line(4, "tool: {kind: noop}");
    }
    return text.toString();
  }

  private String tags() {
    return has(14) ? ", tags: [made, today]" : "";
  }

  private void step(int index) {
    line(2, "- step: s" + index);
    if (random.nextBoolean()) {
      line(4, "desc: Step " + index);
    }
    if (has(2)) {
      line(
          4,
          "spec: {policy: {admit: {rules: [{when: \"{{ workload.limit > 1 }}\", then: {allow:"
              + " true}}, {else: {then: {allow: false}}}]}}}");
    }
    boolean loop = has(39);
    if (loop) {
      loop();
    }
    if (has(35)) {
      tasks(loop);
    } else {
      line(4, "tool:");
      tool(6, loop, true);
    }
    if (has(23)) {
      line(4, "set: {ctx.last: \"{{ output.data }}\", \"step.seen\": \"{{ output.status }}\"}");
    }
    arcs(index);
  }

  private void loop() {
    line(4, "loop:");
    if (has(12)) {
      line(
          6,
          "cursor: {kind: postgres, auth: \"{{ workload.pg }}\", claim: \"DELETE FROM q WHERE id IN"
              + " (SELECT id FROM q LIMIT {{ __frame_max_rows }} FOR UPDATE SKIP LOCKED) RETURNING"
              + " id\", options: {}}");
      line(6, "iterator: it");
      line(
          6,
          "spec: {mode: cursor, max_in_flight: 4, frame: {max_rows: 10, process: row,"
              + " lease_seconds: 60}}");
      return;
    }
    line(6, "in: \"{{ workload.rows }}\"");
    line(6, "iterator: it");
    if (random.nextBoolean()) {
      line(
          6,
          "spec: {mode: "
              + (random.nextBoolean() ? "parallel" : "sequential")
              + ", max_in_flight: 3, policy: {exec: distributed}}");
    }
  }

  private void tasks(boolean loop) {
    line(4, "tool:");
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      line(6, "- name: t" + i);
      tool(8, loop, false);
      if (has(13)) {
        line(8, "set: {got_" + i + ": \"{{ output }}\"}");
      }
      if (has(60)) {
        policy(8, i, loop);
      }
    }
  }

  private void policy(int indent, int task, boolean loop) {
    List<String> rules = new ArrayList<>();
    if (has(90)) {
      rules.add(
          "- {when: \"{{ output.status == 'error' and output.error.retryable }}\", then: {do:"
              + " retry, attempts: 3, backoff: exponential, delay: 0.1}}");
    }
    if (has(30)) {
      rules.add(
          "- {when: \"{{ output.status == 'error' }}\", then: {do: continue, set: {ctx.failed: \"{{"
              + " output.error.message }}\"}}}");
    }
    if (has(30) && task > 0) {
      rules.add("- {when: \"{{ output.data == 'again' }}\", then: {do: jump, to: t0}}");
    }
    if (has(30)) {
      rules.add("- {when: \"{{ output.data == 'enough' }}\", then: {do: break}}");
    }
    rules.add(
        switch (random.nextInt(3)) {
          case 0 ->
              "- else: {then: {do: continue"
                  + (loop ? ", set: {iter.n: \"{{ output.data }}\"}" : "")
                  + "}}";
          case 1 -> "- else: {do: continue}";
          default -> "- {when: \"{{ output.status == 'error' }}\", then: {do: fail}}";
        });
    line(indent, "spec:");
    line(indent + 2, "policy:");
    line(indent + 4, "rules:");
    rules.forEach(rule -> line(indent + 6, rule));
  }

  private void tool(int indent, boolean loop, boolean alone) {
    int kind = random.nextInt((int) OF_ALL);
    if (kind < 90) {
      line(indent, "kind: python");
      line(
          indent,
          "input: {n: \"{{ ctx.last | default(workload.limit) }}\""
              + (loop ? ", it: \"{{ iter.it }}\"" : "")
              + "}");
      line(indent, "code: |");
      line(
          indent + 2,
          random.nextInt(10) == 0 ? "return {\"n\": input_data[\"n\"]}" : "result = {\"n\": n}");
    } else if (kind < 120) {
      line(indent, "kind: postgres");
      line(indent, "auth: \"{{ workload.pg }}\"");
      line(indent, "command: \"SELECT {{ workload.limit }} AS n\"");
    } else if (kind < 140) {
      line(indent, "kind: http");
      line(indent, "method: GET");
      line(indent, "url: \"{{ workload.url }}/x\"");
      line(indent, "params: {page: \"{{ ctx.page | default(1) }}\"}");
    } else if (kind < 150) {
      line(indent, "kind: noop");
    } else if (kind < 158) {
      line(indent, "kind: playbook");
      line(indent, "path: made/child");
      line(indent, "input: {n: \"{{ workload.limit }}\"}");
      line(indent, "return_step: end");
    } else {
      line(indent, "kind: duckdb");
      line(indent, "commands: \"SELECT 1 AS one\"");
    }
    if (alone && has(30)) {
      policy(indent, 0, loop);
    }
  }

  private void arcs(int index) {
    String next = index + 1 == steps ? "end" : "s" + (index + 1);
    line(4, "next:");
    if (random.nextInt(40) != 0) {
      line(6, "spec: {mode: " + (has(2) ? "inclusive" : "exclusive") + "}");
    }
    line(6, "arcs:");
    if (has(54)) {
      String to = random.nextInt(8) == 0 ? "s" + index : "end";
      String condition = has(40) ? "event.name == 'call.error'" : "output.data.n == 7";
      line(8, "- step: " + to);
      line(10, "when: \"{{ " + condition + " }}\"");
      if (has(30)) {
        line(10, "set: {ctx.page: \"{{ (ctx.page | default(1) | int) + 1 }}\"}");
      }
    }
    line(8, "- step: " + next);
  }
}
