package io.noetl.camel.execution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Executions that this replica has claimed and that have to go on here. One that can't is tried
 * again; one that can't for a reason of its own fails after some tries, and its terminal event says
 * why. One thread at a time.
 */
final class Takeovers {
  private static final Logger LOG = LoggerFactory.getLogger(Takeovers.class);

  /** Tries of an execution whose playbook, log or keychain refuses; a beat lies between two. */
  private static final int MOST_TRIES = 5;

  private final ReplicaStore store;
  private final Engine engine;
  private final Map<Long, Waiting> waiting = new LinkedHashMap<>();

  private record Waiting(Claim claim, int tries) {}

  Takeovers(ReplicaStore store, Engine engine) {
    this.store = store;
    this.engine = engine;
  }

  /** It goes on at the next run. */
  void add(Claim claim) {
    waiting.merge(claim.executionId(), new Waiting(claim, 0), (old, fresh) -> fresh);
  }

  /** Goes on with all that can. */
  void run() {
    for (Waiting next : new ArrayList<>(waiting.values())) {
      long id = next.claim().executionId();
      waiting.remove(id);
      try {
        engine.resume(next.claim(), store.events(id), store.lastEvent(id));
      } catch (DataAccessException e) {
        LOG.warn("Execution {} could not be resumed, trying again: {}", id, e.getMessage());
        waiting.put(id, next);
      } catch (RuntimeException | StackOverflowError e) {
        refused(new Waiting(next.claim(), next.tries() + 1), e);
      }
    }
  }

  private void refused(Waiting next, Throwable why) {
    long id = next.claim().executionId();
    if (next.tries() < MOST_TRIES) {
      LOG.warn("Execution {} can't go on, trying again: {}", id, why.getMessage());
      waiting.put(id, next);
      return;
    }
    LOG.error("Execution {} can't go on and fails", id, why);
    engine.fail(
        next.claim(),
        ToolError.of(
            "EX0005",
            "NotResumed",
            "The execution was taken over and can't go on: "
                + why.getMessage()
                + ". Correct the cause, then start it again or rerun it."));
  }
}
