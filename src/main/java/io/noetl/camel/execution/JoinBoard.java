package io.noetl.camel.execution;

import io.noetl.camel.compiler.Flow;
import io.noetl.camel.compiler.JoinPoint;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Branches that have come to a step which waits for others. A fold over the log, like all state:
 * what is due depends on the recorded ends alone. Not thread-safe: its run holds a lock.
 */
final class JoinBoard {
  /** What the edge of a step that has waited names as its action. */
  static final String ACTION = "join";

  private final Flow flow;
  private final Map<Integer, Waiting> waiting = new TreeMap<>();

  /** What has come to one step. */
  private static final class Waiting {
    private final Map<String, @Nullable Object> args = new LinkedHashMap<>();
    private int came;
    private boolean ran;
    private boolean anew;
  }

  JoinBoard(Flow flow) {
    this.flow = flow;
  }

  /**
   * Takes a branch in, if the step that it leads to waits.
   *
   * @param from the step that it comes from
   * @return whether it was taken in: then no token is issued for it
   */
  boolean takes(int from, Edge edge) {
    JoinPoint point = flow.join(edge.step());
    if (point == null || !edge.waits()) {
      return false;
    }
    Waiting here = waiting.computeIfAbsent(edge.step(), step -> new Waiting());
    if (point.back().get(from)) {
      here.anew = true;
      here.ran = false;
    } else if (here.ran) {
      // It did not wait for this branch.
      return true;
    }
    here.came++;
    here.args.putAll(edge.args());
    return true;
  }

  /**
   * The steps that wait for nothing more, now that tokens are where they are.
   *
   * @param at the steps at which tokens are
   */
  List<Edge> due(BitSet at) {
    List<Edge> due = new ArrayList<>();
    for (Map.Entry<Integer, Waiting> entry : waiting.entrySet()) {
      Waiting here = entry.getValue();
      if (here.came > 0 && isDue(entry.getKey(), here, at)) {
        due.add(new Edge(ACTION, entry.getKey(), new LinkedHashMap<>(here.args), false, false, 0));
      }
    }
    return due;
  }

  private boolean isDue(int step, Waiting here, BitSet at) {
    JoinPoint point = flow.join(step);
    if (point == null) {
      return false;
    }
    return (!point.join().isAll() && (here.anew || here.came >= point.join().count()))
        || !canCome(point, at);
  }

  /** Whether a further branch can come to a step: from a token, or from another step that waits. */
  private boolean canCome(JoinPoint point, BitSet at) {
    if (point.above().intersects(at)) {
      return true;
    }
    return waiting.entrySet().stream()
        .anyMatch(other -> other.getValue().came > 0 && point.above().get(other.getKey()));
  }

  /** A token for a step has been issued: what had come to it is used up. */
  void issued(int step) {
    Waiting here = waiting.get(step);
    if (here != null && here.came > 0) {
      here.came = 0;
      here.args.clear();
      here.anew = false;
      here.ran = true;
    }
  }

  /** Steps that ran and to which no branch can come any more begin anew. */
  void settle(BitSet at) {
    waiting
        .entrySet()
        .removeIf(
            entry -> {
              JoinPoint point = flow.join(entry.getKey());
              Waiting here = entry.getValue();
              return here.came == 0 && here.ran && point != null && !canCome(point, at);
            });
  }

  /** Whether something waits. */
  boolean isEmpty() {
    return waiting.values().stream().allMatch(here -> here.came == 0);
  }

  /** Nothing that waits runs any more. */
  void clear() {
    waiting.clear();
  }

  /** The steps at which something waits. */
  List<Integer> steps() {
    return waiting.entrySet().stream()
        .filter(entry -> entry.getValue().came > 0)
        .map(Map.Entry::getKey)
        .toList();
  }
}
