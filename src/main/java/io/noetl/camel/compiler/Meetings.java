package io.noetl.camel.compiler;

import io.noetl.camel.playbook.Action;
import io.noetl.camel.playbook.Playbook;
import io.noetl.camel.playbook.Problem;
import io.noetl.camel.playbook.Router;
import io.noetl.camel.playbook.Rule;
import io.noetl.camel.playbook.SourceMap;
import io.noetl.camel.playbook.Step;
import io.noetl.camel.playbook.Target;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Tells where two branches that run at the same time meet, and what happens there. They meet where
 * two ways lead that begin at one fan-out and share no step before.
 */
final class Meetings {
  private final Playbook playbook;
  private final Flow flow;

  Meetings(Playbook playbook, Flow flow) {
    this.playbook = playbook;
    this.flow = flow;
  }

  /** A note for each step at which branches meet; a warning where it runs once for each of them. */
  List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    List<List<Integer>> forks = forks();
    if (forks.isEmpty()) {
      return problems;
    }
    for (Step step : playbook.steps()) {
      List<String> above = above(step);
      if (above.size() > 1
          && !playbook.isLast(step)
          && forks.stream().anyMatch(fork -> meet(fork, step.index()))) {
        problems.add(problem(step, String.join(", ", above)));
      }
    }
    return problems;
  }

  private Problem problem(Step step, String above) {
    JoinPoint point = flow.join(step.index());
    String meet = "Branches meet at step '" + step.name() + "' (from " + above + "): ";
    return point == null
        ? at(
            step,
            Problem.Severity.WARNING,
            meet + "it runs once for each of them.",
            "Write `join: all` in the step to have it run once, when all are there.")
        : at(
            step,
            Problem.Severity.NOTE,
            meet + "it runs once, " + waits(point) + ".",
            point.byItself()
                ? "Write `join: any` to have it run with the first."
                : "That is what its `join` says.");
  }

  /** What a step waits for, in words. */
  static String waits(JoinPoint point) {
    return point.join().isAll()
        ? "when all of them that can still come are there"
        : point.join().count() == 1
            ? "with the first that comes"
            : "when " + point.join().count() + " of them are there";
  }

  private Problem at(Step step, Problem.Severity severity, String message, String cure) {
    SourceMap source = playbook.source();
    SourceMap.Mark mark = source.at(step.pointer());
    return new Problem(
        "PB0272",
        severity,
        source.file(),
        mark.line(),
        mark.column(),
        step.pointer(),
        message,
        cure,
        source.line(mark.line()));
  }

  private List<String> above(Step step) {
    return playbook.steps().stream()
        .filter(from -> targets(from.outgoing()).contains(step.index()))
        .map(Step::name)
        .toList();
  }

  /** The targets that begin at the same time, of each fan-out. */
  private List<List<Integer>> forks() {
    List<List<Integer>> forks = new ArrayList<>();
    for (Step step : playbook.steps()) {
      Router.Arcs arcs = step.arcs();
      add(
          arcs != null && arcs.mode() == Router.Mode.INCLUSIVE ? arcs.targets() : step.next(),
          forks);
      for (Rule rule : step.rules()) {
        for (Action action : rule.then()) {
          if (action instanceof Action.Next next) {
            add(next.targets(), forks);
          }
        }
      }
    }
    return forks;
  }

  private void add(List<Target> targets, List<List<Integer>> forks) {
    List<Integer> distinct = targets(targets);
    if (distinct.size() > 1) {
      forks.add(distinct);
    }
  }

  private List<Integer> targets(List<Target> targets) {
    return targets.stream().map(target -> flow.indexOf(target.step())).distinct().toList();
  }

  /** Whether two ways without a common step lead from different targets of a fan-out to a step. */
  private boolean meet(List<Integer> fork, int step) {
    int size = playbook.steps().size();
    int[] before = new int[size];
    Arrays.fill(before, -1);
    List<Integer> first = way(fork, step, before);
    return first != null && canAvoid(fork, step, first);
  }

  /** A way from a target to a step; the steps on it but the last. Null for none. */
  private @org.jspecify.annotations.Nullable List<Integer> way(
      List<Integer> fork, int step, int[] before) {
    Deque<Integer> open = new ArrayDeque<>();
    for (int target : fork) {
      if (target == step) {
        return List.of();
      }
      before[target] = target;
      open.add(target);
    }
    while (!open.isEmpty()) {
      int at = open.poll();
      for (int to : targets(playbook.steps().get(at).outgoing())) {
        if (to == step) {
          return back(at, before);
        }
        if (before[to] < 0) {
          before[to] = at;
          open.add(to);
        }
      }
    }
    return null;
  }

  private static List<Integer> back(int last, int[] before) {
    List<Integer> way = new ArrayList<>(List.of(last));
    int at = last;
    while (before[at] != at) {
      at = before[at];
      way.addFirst(at);
    }
    return way;
  }

  /**
   * Whether a second way exists beside the first: by Menger's theorem the search may go back along
   * the first way, which then takes another turn.
   */
  private boolean canAvoid(List<Integer> fork, int step, List<Integer> first) {
    if (first.isEmpty()) {
      return fork.stream().anyMatch(t -> t != step && way(List.of(t), step, fresh()) != null);
    }
    boolean[] in = new boolean[playbook.steps().size()];
    boolean[] out = new boolean[playbook.steps().size()];
    Deque<int[]> open = new ArrayDeque<>();
    for (int target : fork) {
      if (target == step) {
        return true;
      }
      if (target != first.getFirst()) {
        enter(target, first, in, out, open);
      }
    }
    while (!open.isEmpty()) {
      int[] at = open.poll();
      int place = first.indexOf(at[0]);
      if (at[1] == 1) {
        for (int to : targets(playbook.steps().get(at[0]).outgoing())) {
          boolean onWay = place >= 0 && place + 1 < first.size() && first.get(place + 1) == to;
          if (to == step) {
            if (place != first.size() - 1) {
              return true;
            }
          } else if (!onWay) {
            enter(to, first, in, out, open);
          }
        }
      }
      if (place > 0 && at[1] == 0) {
        leave(first.get(place - 1), out, in, open);
      }
    }
    return false;
  }

  private int[] fresh() {
    int[] before = new int[playbook.steps().size()];
    Arrays.fill(before, -1);
    return before;
  }

  /** Comes to a step: one on the first way can only be left backwards. */
  private static void enter(
      int step, List<Integer> first, boolean[] in, boolean[] out, Deque<int[]> open) {
    if (in[step]) {
      return;
    }
    in[step] = true;
    if (first.contains(step)) {
      open.add(new int[] {step, 0});
    } else if (!out[step]) {
      out[step] = true;
      open.add(new int[] {step, 1});
    }
  }

  /** Goes back to the end of a step on the first way, from where other edges lead. */
  private static void leave(int step, boolean[] out, boolean[] in, Deque<int[]> open) {
    if (!out[step]) {
      out[step] = true;
      open.add(new int[] {step, 1});
      if (!in[step]) {
        in[step] = true;
        open.add(new int[] {step, 0});
      }
    }
  }
}
