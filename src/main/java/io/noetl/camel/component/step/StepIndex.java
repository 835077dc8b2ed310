package io.noetl.camel.component.step;

import io.noetl.camel.compiler.CompiledPlaybook;
import io.noetl.camel.compiler.RouteNames;
import io.noetl.camel.playbook.Step;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.model.RouteDefinition;
import org.jspecify.annotations.Nullable;

/** Finds the step of a playbook by its route and the id of its node there. Thread-safe. */
public final class StepIndex {
  private final Map<String, Nodes> routes = new ConcurrentHashMap<>();

  private record Nodes(Map<String, Integer> steps, Map<String, Integer> loops) {}

  void add(CompiledPlaybook compiled) {
    Nodes nodes = new Nodes(new HashMap<>(), new HashMap<>());
    for (Step step : compiled.playbook().steps()) {
      String id = RouteNames.stepId(step.name());
      nodes.steps().put(id, step.index());
      nodes.loops().put(RouteNames.loopId(id), step.index());
    }
    for (RouteDefinition route : compiled.routes()) {
      routes.put(route.getId(), nodes);
    }
  }

  void remove(CompiledPlaybook compiled) {
    compiled.routes().forEach(route -> routes.remove(route.getId()));
  }

  OptionalInt step(String route, String nodeId) {
    Nodes nodes = routes.get(route);
    return nodes == null ? OptionalInt.empty() : found(nodes.steps().get(nodeId));
  }

  /** The step of a loop, by the id of its split or of what stands around it. */
  OptionalInt loop(String route, String nodeId) {
    Nodes nodes = routes.get(route);
    return nodes == null ? OptionalInt.empty() : found(nodes.loops().get(nodeId));
  }

  private static OptionalInt found(@Nullable Integer index) {
    return index == null ? OptionalInt.empty() : OptionalInt.of(index);
  }
}
