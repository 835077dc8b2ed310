package io.noetl.camel.execution;

import java.util.HashMap;
import java.util.Map;

/**
 * The only tool of the simulation. Its side effects are counted by the step's idempotency key, so
 * that a check can tell lost and doubled ones.
 */
final class SimTool {
  private final Map<String, Integer> effects = new HashMap<>();

  /** Calls it. */
  Outcome call(StepInput input) {
    effects.merge(input.idempotencyKey(), 1, Integer::sum);
    Object word = input.config().get("code");
    boolean fails = "fails".equals(word) || ("flaky".equals(word) && input.attempt() == 1);
    return fails
        ? Outcome.failed(ToolError.of("SIM", "Simulated", "as the playbook says"))
        : new Outcome.Done(Map.of("value", 1L));
  }

  int effects(String idempotencyKey) {
    return effects.getOrDefault(idempotencyKey, 0);
  }
}
