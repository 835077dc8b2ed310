package io.noetl.camel.app;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a workflow has to do, in the plainest way: a queue of arrivals. Each arrival runs its step,
 * but for {@code end}, which runs once when nothing else is left.
 */
final class ReferenceInterpreter {
  private final RandomFlow flow;
  private final Map<String, Integer> runs = new TreeMap<>();
  private boolean failed;

  /** What comes of it: how often each step ended, and the status. */
  record Verdict(Map<String, Integer> runs, String status) {}

  private ReferenceInterpreter(RandomFlow flow) {
    this.flow = flow;
  }

  static Verdict run(RandomFlow flow) {
    return new ReferenceInterpreter(flow).run();
  }

  private Verdict run() {
    int end = flow.hasEnd() ? flow.steps().size() - 1 : -1;
    boolean toEnd = false;
    Deque<Integer> arrivals = new ArrayDeque<>(List.of(0));
    while (!arrivals.isEmpty()) {
      int step = arrivals.pop();
      if (step == end) {
        toEnd = true;
      } else {
        runs.merge(flow.name(step), 1, Integer::sum);
        arrivals.addAll(successors(flow.steps().get(step)));
      }
    }
    if (flow.hasEnd() && (toEnd || !failed)) {
      runs.merge("end", 1, Integer::sum);
    }
    return new Verdict(runs, failed ? "FAILED" : "COMPLETED");
  }

  private List<Integer> successors(RandomFlow.Step step) {
    if (step.fails()) {
      failed |= step.onError().isEmpty();
      return step.onError();
    }
    if (!step.onDone().isEmpty()) {
      return step.onDone();
    }
    return step.onExit().isEmpty() ? step.next() : step.onExit();
  }
}
