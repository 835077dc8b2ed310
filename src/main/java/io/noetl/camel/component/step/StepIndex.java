package io.noetl.camel.component.step;

import io.noetl.camel.compiler.CompiledPlaybook;
import io.noetl.camel.compiler.RouteNames;
import io.noetl.camel.playbook.Step;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Finds the step of a playbook by the id of its node in a route. Thread-safe. */
public final class StepIndex {
  private final Map<String, Integer> steps = new ConcurrentHashMap<>();
  private final Map<String, Integer> loops = new ConcurrentHashMap<>();

  void add(CompiledPlaybook compiled) {
    for (Step step : compiled.playbook().steps()) {
      String id = RouteNames.stepId(compiled.playbook().path(), compiled.key(), step.name());
      steps.put(id, step.index());
      loops.put(RouteNames.loopId(id), step.index());
    }
  }

  OptionalInt step(String nodeId) {
    return found(steps.get(nodeId));
  }

  /** The step of a loop, by the id of its split or of what stands around it. */
  OptionalInt loop(String nodeId) {
    return found(loops.get(nodeId));
  }

  private static OptionalInt found(@Nullable Integer index) {
    return index == null ? OptionalInt.empty() : OptionalInt.of(index);
  }
}
