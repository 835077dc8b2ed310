package io.noetl.camel.execution;

import io.noetl.camel.compiler.CompiledPlaybook;
import io.noetl.camel.compiler.Flow;
import io.noetl.camel.playbook.Action;
import io.noetl.camel.playbook.Arc;
import io.noetl.camel.playbook.Router;
import io.noetl.camel.playbook.Rule;
import io.noetl.camel.playbook.Step;
import io.noetl.camel.playbook.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The way through a route to a step that stands in line in it: a token that begins with that step
 * passes over the steps before it.
 *
 * @param head the step that the route begins with
 * @param edges the choices on the way, the last first
 */
record PathToStep(int head, List<Edge> edges) {

  /** The only way to a step: one in line has one predecessor. */
  static PathToStep to(CompiledPlaybook compiled, int step) {
    List<Edge> edges = new ArrayList<>();
    int at = step;
    while (!compiled.flow().isHead(at)) {
      Edge edge = null;
      for (Step before : compiled.playbook().steps()) {
        Optional<String> action = action(compiled.flow(), before, at);
        if (action.isPresent()) {
          edge = Edge.chosen(action.get(), at, Map.of(), true);
          at = before.index();
          break;
        }
      }
      if (edge == null) {
        throw new IllegalStateException("No way leads to step " + at);
      }
      edges.add(edge);
    }
    return new PathToStep(at, edges);
  }

  private static Optional<String> action(Flow flow, Step from, int to) {
    if (leads(flow, from.next(), to)) {
      return Optional.of(from.pointer() + "/next");
    }
    Router.Arcs arcs = from.arcs();
    if (arcs != null) {
      return arcs.arcs().stream()
          .filter(arc -> leads(flow, List.of(arc.target()), to))
          .map(Arc::pointer)
          .findFirst();
    }
    for (Rule rule : from.rules()) {
      for (Action action : rule.then()) {
        if (action instanceof Action.Next next && leads(flow, next.targets(), to)) {
          return Optional.of(next.pointer());
        }
      }
    }
    boolean implicit =
        flow.isImplicitEndInline(from)
            && flow.end().map(end -> end.index() == to).orElse(false)
            && from.index() != to;
    return implicit ? Optional.of(from.pointer() + "/next") : Optional.empty();
  }

  private static boolean leads(Flow flow, List<Target> targets, int to) {
    return targets.stream().anyMatch(t -> flow.isInline(t) && flow.indexOf(t.step()) == to);
  }
}
