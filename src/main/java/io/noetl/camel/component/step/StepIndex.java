package io.noetl.camel.component.step;

import io.noetl.camel.compiler.CompiledPlaybook;
import io.noetl.camel.compiler.RouteNames;
import io.noetl.camel.playbook.Step;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/** Finds the step of a playbook by the id of its node in a route. Thread-safe. */
public final class StepIndex {
  private final Map<String, Integer> steps = new ConcurrentHashMap<>();

  void add(CompiledPlaybook compiled) {
    for (Step step : compiled.playbook().steps()) {
      String id = RouteNames.stepId(compiled.playbook().path(), compiled.key(), step.name());
      steps.put(id, step.index());
      steps.put(RouteNames.loopId(id), step.index());
    }
  }

  OptionalInt find(String nodeId) {
    Integer index = steps.get(nodeId);
    return index == null ? OptionalInt.empty() : OptionalInt.of(index);
  }
}
