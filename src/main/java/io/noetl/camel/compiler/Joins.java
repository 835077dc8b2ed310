package io.noetl.camel.compiler;

import io.noetl.camel.playbook.Join;
import io.noetl.camel.playbook.Playbook;
import io.noetl.camel.playbook.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds where branches meet: the steps with several steps above them that wait for them, and from
 * where a branch can still come. An edge that closes a loop does not count for the steps of that
 * loop: it leads to their next round.
 */
final class Joins {
  private final List<Step> steps;
  private final List<List<Integer>> out = new ArrayList<>();
  private final List<List<Integer>> in = new ArrayList<>();
  private final List<int[]> waysBack = new ArrayList<>();
  private final Map<Integer, BitSet> below = new HashMap<>();

  Joins(Playbook playbook, Map<String, Integer> index) {
    this.steps = playbook.steps();
    steps.forEach(step -> out.add(new ArrayList<>()));
    steps.forEach(step -> in.add(new ArrayList<>()));
    for (Step step : steps) {
      step.outgoing().stream()
          .map(target -> index.get(target.step()))
          .distinct()
          .forEach(to -> edge(step.index(), to));
    }
    findWaysBack(playbook.entry().index());
  }

  private void edge(int from, int to) {
    out.get(from).add(to);
    in.get(to).add(from);
  }

  /** The steps that wait, by their index. */
  Map<Integer, JoinPoint> points(Playbook playbook) {
    Map<Integer, JoinPoint> points = new TreeMap<>();
    for (Step step : steps) {
      JoinPoint point = playbook.isLast(step) ? null : point(step);
      if (point != null) {
        points.put(step.index(), point);
      }
    }
    return points;
  }

  private @Nullable JoinPoint point(Step step) {
    int at = step.index();
    List<Integer> forward = in.get(at).stream().filter(from -> !isBack(from, at, at)).toList();
    if (forward.size() < 2) {
      return null;
    }
    Join join = step.join();
    boolean byItself = join == null;
    if (join == null) {
      if (!forward.stream().allMatch(from -> steps.get(from).arcs() != null)) {
        return null;
      }
      join = Join.ALL;
    }
    BitSet back = new BitSet();
    in.get(at).stream().filter(from -> isBack(from, at, at)).forEach(back::set);
    return new JoinPoint(at, join, above(at), back, byItself);
  }

  /** The steps from which a step can be reached without going round a loop that it is in. */
  private BitSet above(int at) {
    BitSet above = new BitSet();
    Deque<Integer> open = new ArrayDeque<>(List.of(at));
    while (!open.isEmpty()) {
      int to = open.pop();
      for (int from : in.get(to)) {
        if (!isBack(from, to, at) && !above.get(from)) {
          above.set(from);
          open.push(from);
        }
      }
    }
    above.clear(at);
    return above;
  }

  /** Whether an edge closes a loop that a step is in. */
  private boolean isBack(int from, int to, int step) {
    return waysBack.stream().anyMatch(edge -> edge[0] == from && edge[1] == to)
        && below(to).get(step)
        && below(step).get(from);
  }

  /** What can be reached from a step, itself included. */
  private BitSet below(int step) {
    BitSet found = below.get(step);
    if (found == null) {
      found = new BitSet();
      found.set(step);
      Deque<Integer> open = new ArrayDeque<>(List.of(step));
      while (!open.isEmpty()) {
        for (int to : out.get(open.pop())) {
          if (!found.get(to)) {
            found.set(to);
            open.push(to);
          }
        }
      }
      below.put(step, found);
    }
    return found;
  }

  /** The edges to a step that the walk in the order of the document is still in. */
  private void findWaysBack(int entry) {
    BitSet seen = new BitSet();
    walk(entry, seen);
    for (Step step : steps) {
      if (!seen.get(step.index())) {
        walk(step.index(), seen);
      }
    }
  }

  private void walk(int entry, BitSet seen) {
    BitSet inside = new BitSet();
    Deque<int[]> path = new ArrayDeque<>();
    seen.set(entry);
    inside.set(entry);
    path.push(new int[] {entry, 0});
    while (!path.isEmpty()) {
      int[] at = path.peek();
      List<Integer> targets = out.get(at[0]);
      if (at[1] == targets.size()) {
        inside.clear(at[0]);
        path.pop();
        continue;
      }
      int to = targets.get(at[1]++);
      if (inside.get(to)) {
        waysBack.add(new int[] {at[0], to});
      } else if (!seen.get(to)) {
        seen.set(to);
        inside.set(to);
        path.push(new int[] {to, 0});
      }
    }
  }
}
