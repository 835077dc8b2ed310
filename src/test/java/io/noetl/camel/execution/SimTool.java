package io.noetl.camel.execution;

import java.util.HashMap;
import java.util.Map;

/**
 * The only tool of the simulation. Its side effects are counted by the step's idempotency key, so
 * that a check can tell lost and doubled ones.
 */
final class SimTool {
  private final Map<String, Integer> effects = new HashMap<>();

  /** Something was begun by a call. */
  void effect(StepInput input) {
    effects.merge(input.idempotencyKey(), 1, Integer::sum);
  }

  /** Calls it. */
  Outcome call(StepInput input) {
    effect(input);
    Object word = input.config().get("code");
    boolean fails = "fails".equals(word) || ("flaky".equals(word) && input.attempt() == 1);
    return fails
        ? Outcome.failed(ToolError.of("SIM", "Simulated", "as the playbook says"))
        : new Outcome.Done(Map.of("value", 1L));
  }

  /** Whether a step, or a task of it, was called by this key. */
  boolean hasEffect(String key) {
    return effects.containsKey(key)
        || effects.keySet().stream().anyMatch(each -> each.startsWith(key + "/"));
  }
}
