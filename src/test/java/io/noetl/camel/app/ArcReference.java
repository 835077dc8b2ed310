package io.noetl.camel.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a workflow of arcs has to do, in the plainest way: its steps only go forward, so they are
 * walked in their order, and a step that several branches lead to runs once.
 */
final class ArcReference {
  private final ArcFlow flow;
  private final Map<String, Integer> results = new TreeMap<>();
  private boolean failed;

  /**
   * What comes of it.
   *
   * @param results the number of the last task of each step that ended; -1 for one that failed
   */
  record Verdict(Map<String, Integer> results, String status) {}

  private ArcReference(ArcFlow flow) {
    this.flow = flow;
  }

  static Verdict run(ArcFlow flow) {
    return new ArcReference(flow).run();
  }

  private Verdict run() {
    int count = flow.steps().size();
    boolean[] reached = new boolean[count];
    reached[0] = true;
    for (int i = 0; i < count; i++) {
      boolean end = flow.hasEnd() && i == count - 1;
      if (!reached[i] && !(end && !failed)) {
        continue;
      }
      ArcFlow.Step step = flow.steps().get(i);
      boolean fails = false;
      if (step.admitted()) {
        int last = lastTask(step.tasks());
        fails = last < 0;
        results.put(flow.name(i), last);
      }
      for (int to : taken(step, fails)) {
        reached[to] = true;
      }
    }
    return new Verdict(results, failed ? "FAILED" : "COMPLETED");
  }

  private List<Integer> taken(ArcFlow.Step step, boolean fails) {
    List<Integer> taken = new ArrayList<>();
    for (ArcFlow.Arc arc : step.arcs()) {
      boolean holds =
          fails
              ? arc.ofFailure() && arc.matches()
              : arc.always() || (!arc.ofFailure() && arc.matches());
      if (holds && (step.inclusive() || taken.isEmpty())) {
        taken.add(arc.to());
      }
    }
    failed |= fails && taken.isEmpty();
    return taken;
  }

  /** The number of the last task that is called; -1 where the list fails. */
  private static int lastTask(List<ArcFlow.Task> tasks) {
    int at = 0;
    while (true) {
      ArcFlow.Task task = tasks.get(at);
      int next =
          switch (task.decision()) {
            case CONTINUE, RETRY -> at + 1;
            case JUMP -> task.to();
            case BREAK -> tasks.size();
            case FAIL -> -1;
          };
      if (next < 0) {
        return -1;
      }
      if (next == tasks.size()) {
        return at;
      }
      at = next;
    }
  }
}
