package io.noetl.camel.execution;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The steps of an execution that wait for what is recorded outside of its log: a time, a signal.
 * Thread-safe.
 */
final class IdleSteps {
  private final Map<StepRun, Idle> idle = new ConcurrentHashMap<>();

  private record Idle(String key, @Nullable Instant due, long sinceNanos) {}

  void add(StepRun step, String key, @Nullable Instant due) {
    idle.put(step, new Idle(key, due, System.nanoTime()));
  }

  void remove(StepRun step) {
    idle.remove(step);
  }

  boolean isEmpty() {
    return idle.isEmpty();
  }

  /** The names of the waits. */
  List<String> keys() {
    return idle.values().stream().map(Idle::key).toList();
  }

  /**
   * When the first wait is over by itself, if all of these tokens wait.
   *
   * @param sinceNanos each has waited since then at the latest
   * @return null when one does not; {@link Instant#MAX} when no time ends a wait
   */
  @Nullable Instant until(Collection<Token> tokens, long sinceNanos) {
    Instant first = Instant.MAX;
    for (Token token : tokens) {
      List<StepRun> steps = new ArrayList<>();
      for (Map.Entry<StepRun, Idle> entry : idle.entrySet()) {
        StepRun step = entry.getKey();
        Idle wait = entry.getValue();
        if (step.token() != token || step.step().index() != token.at()) {
          continue;
        }
        if (wait.sinceNanos() - sinceNanos > 0) {
          return null;
        }
        steps.add(step);
        first = wait.due() == null || wait.due().isAfter(first) ? first : wait.due();
      }
      if (!allWait(steps)) {
        return null;
      }
    }
    return first;
  }

  /** Nothing else goes on where these wait. */
  private static boolean allWait(List<StepRun> steps) {
    if (steps.isEmpty()) {
      return false;
    }
    LoopItem item = steps.getFirst().item();
    return item == null || item.loop().isIdle(steps.size());
  }
}
