package io.noetl.camel.compiler;

import io.noetl.camel.playbook.Action;
import io.noetl.camel.playbook.Playbook;
import io.noetl.camel.playbook.Router;
import io.noetl.camel.playbook.Rule;
import io.noetl.camel.playbook.Step;
import io.noetl.camel.playbook.Target;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The control-flow graph of a playbook, cut into basic blocks: which steps begin a route, and which
 * edges go on in line.
 *
 * <p>A step that has one predecessor stands in line behind it. {@code start}, a step with several
 * predecessors, the target of a way back, of a fan-out and of a {@code call} begin a route, and so
 * does {@code end} where other branches may still run.
 */
public final class Flow {
  /** Nested deeper than this a branch begins a route: YAML and people lose the thread. */
  private static final int MAX_DEPTH = 8;

  /** A route of more steps in line is cut: what walks routes does so by recursion. */
  private static final int MAX_IN_LINE = 200;

  private final Playbook playbook;
  private final Map<String, Integer> index = new HashMap<>();
  private final BitSet heads = new BitSet();
  private final Set<String> inline = new HashSet<>();
  private final Map<Integer, Integer> implicitEnd = new HashMap<>();
  private final boolean fansOut;
  private final Map<Integer, JoinPoint> joins;

  Flow(Playbook playbook) {
    this.playbook = playbook;
    for (Step step : playbook.steps()) {
      index.put(step.name(), step.index());
    }
    this.fansOut = playbook.steps().stream().anyMatch(Flow::isFanOut);
    this.joins = new Joins(playbook, index).points(playbook);
    cut();
  }

  /** How a step waits for the branches above it; null where every arrival runs it. */
  public @Nullable JoinPoint join(int step) {
    return joins.get(step);
  }

  /** The steps that wait for branches, by their index. */
  public Map<Integer, JoinPoint> joins() {
    return joins;
  }

  /** The index of the step that everything begins with. */
  public int entry() {
    return playbook.entry().index();
  }

  /** Whether a step begins a route. */
  public boolean isHead(int step) {
    return heads.get(step);
  }

  /** Whether the flow to this target goes on in line. */
  public boolean isInline(Target target) {
    return inline.contains(target.pointer());
  }

  /** Whether {@code end} stands in line behind this step, which names no successor. */
  public boolean isImplicitEndInline(Step step) {
    Integer end = implicitEnd.get(step.index());
    return end != null && !isHead(end);
  }

  /** The index of the step of this name. */
  public int indexOf(String name) {
    Integer found = index.get(name);
    if (found == null) {
      throw new IllegalArgumentException("No step '" + name + "'");
    }
    return found;
  }

  /** The declared {@code end}, if there is one. */
  public Optional<Step> end() {
    return playbook.last();
  }

  private record Edge(int from, int to, Optional<Target> target, boolean single, boolean branch) {}

  private void cut() {
    List<Edge> edges = edges();
    int[] arrivals = new int[playbook.steps().size()];
    edges.forEach(edge -> arrivals[edge.to()]++);
    heads.set(entry());
    if (endsOpen()) {
      end().ifPresent(end -> heads.set(end.index()));
    }
    playbook.cleanup().blocks().values().forEach(block -> heads.set(block.first()));
    playbook.cleanup().compensations().values().forEach(heads::set);
    for (Edge edge : edges) {
      boolean toEnd = playbook.isLast(playbook.steps().get(edge.to()));
      if (arrivals[edge.to()] > 1 || !edge.single() || (toEnd && fansOut)) {
        heads.set(edge.to());
      }
    }
    limit(edges);
    for (Edge edge : edges) {
      if (!heads.get(edge.to())) {
        edge.target().ifPresent(target -> inline.add(target.pointer()));
      }
    }
  }

  /** Begins a route where one would be nested too deeply, or be too long. */
  private void limit(List<Edge> edges) {
    Map<Integer, List<Edge>> from = new HashMap<>();
    edges.forEach(edge -> from.computeIfAbsent(edge.from(), k -> new ArrayList<>()).add(edge));
    List<Integer> open = new ArrayList<>();
    int[] depth = new int[playbook.steps().size()];
    int[] length = new int[playbook.steps().size()];
    for (int i = heads.nextSetBit(0); i >= 0; i = heads.nextSetBit(i + 1)) {
      open.add(i);
    }
    Set<Integer> seen = new HashSet<>();
    while (!open.isEmpty()) {
      int step = open.removeLast();
      if (!seen.add(step)) {
        continue;
      }
      for (Edge edge : from.getOrDefault(step, List.of())) {
        if (heads.get(edge.to())) {
          continue;
        }
        depth[edge.to()] = depth[step] + (edge.branch() ? 1 : 0);
        length[edge.to()] = length[step] + 1;
        if (depth[edge.to()] > MAX_DEPTH || length[edge.to()] >= MAX_IN_LINE) {
          heads.set(edge.to());
          depth[edge.to()] = 0;
          length[edge.to()] = 0;
        }
        open.add(edge.to());
      }
    }
  }

  /** Whether a branch can end at a step of whose arcs none matches: the last step begins then. */
  private boolean endsOpen() {
    return playbook.steps().stream()
        .map(Step::arcs)
        .anyMatch(arcs -> arcs != null && !arcs.alwaysGoesOn());
  }

  private List<Edge> edges() {
    List<Edge> edges = new ArrayList<>();
    for (Step step : playbook.steps()) {
      Router.Arcs arcs = step.arcs();
      boolean wayOut = arcs != null || !step.next().isEmpty();
      if (arcs != null) {
        boolean single = arcs.mode() == Router.Mode.EXCLUSIVE || arcs.arcs().size() == 1;
        add(edges, step, arcs.targets(), single, arcs.arcs().size() > 1);
      }
      add(edges, step, step.next(), step.next().size() == 1, false);
      boolean routed = false;
      for (Rule rule : step.rules()) {
        for (Action action : rule.then()) {
          switch (action) {
            case Action.Next next -> {
              routed = true;
              add(edges, step, next.targets(), next.targets().size() == 1, true);
            }
            case Action.Call call -> add(edges, step, List.of(call.target()), false, true);
            default -> {}
          }
        }
      }
      if (!wayOut && step.isOfWorkflow() && end().isPresent() && !playbook.isLast(step)) {
        int end = end().orElseThrow().index();
        implicitEnd.put(step.index(), end);
        edges.add(new Edge(step.index(), end, Optional.empty(), !routed, false));
      }
    }
    return edges;
  }

  private void add(
      List<Edge> edges, Step step, List<Target> targets, boolean single, boolean branch) {
    for (Target target : targets) {
      edges.add(
          new Edge(step.index(), indexOf(target.step()), Optional.of(target), single, branch));
    }
  }

  /** Whether more than one branch can run after this step. */
  private static boolean isFanOut(Step step) {
    Router.Arcs arcs = step.arcs();
    return step.next().size() > 1
        || (arcs != null && arcs.mode() == Router.Mode.INCLUSIVE && arcs.arcs().size() > 1)
        || step.rules().stream()
            .flatMap(rule -> rule.then().stream())
            .anyMatch(
                action ->
                    switch (action) {
                      case Action.Next next -> next.targets().size() > 1;
                      case Action.Call call -> true;
                      default -> false;
                    });
  }
}
