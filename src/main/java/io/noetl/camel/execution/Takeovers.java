package io.noetl.camel.execution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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

  private static final int TOGETHER = 100;

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
    List<Waiting> all = new ArrayList<>(waiting.values());
    for (int first = 0; first < all.size(); first += TOGETHER) {
      run(all.subList(first, Math.min(all.size(), first + TOGETHER)));
    }
  }

  private void run(List<Waiting> some) {
    Map<Long, ReplicaStore.ShortLog> logs = logs(some);
    for (Waiting next : some) {
      long id = next.claim().executionId();
      waiting.remove(id);
      ReplicaStore.ShortLog log = logs.get(id);
      try {
        if (log == null) {
          engine.resume(next.claim(), store.events(id), store.lastEvent(id));
        } else {
          engine.resume(next.claim(), log.events(), log.last());
        }
      } catch (DataAccessException e) {
        unread(next, e);
      } catch (RuntimeException | StackOverflowError e) {
        refused(new Waiting(next.claim(), next.tries() + 1), e);
      }
    }
  }

  /** What can't be read together is read one by one, so that one log never hides the others. */
  private Map<Long, ReplicaStore.ShortLog> logs(List<Waiting> some) {
    try {
      return some.size() == 1
          ? Map.of()
          : store.shortLogs(some.stream().map(next -> next.claim().executionId()).toList());
    } catch (RuntimeException e) {
      LOG.debug("Logs are read one by one", e);
      return Map.of();
    }
  }

  private void unread(Waiting next, DataAccessException why) {
    LOG.warn(
        "Execution {} could not be resumed, trying again: {}",
        next.claim().executionId(),
        why.getMessage());
    waiting.put(next.claim().executionId(), next);
  }

  private void refused(Waiting next, Throwable why) {
    long id = next.claim().executionId();
    if (next.tries() < MOST_TRIES) {
      LOG.warn("Execution {} can't go on, trying again: {}", id, why.getMessage());
      waiting.put(id, next);
      return;
    }
    LOG.error("Execution {} can't go on and fails", id, why);
    ToolError error =
        ToolError.of(
            "EX0005",
            "NotResumed",
            "The execution was taken over and can't go on: "
                + why.getMessage()
                + ". Correct the cause, then start it again or rerun it.");
    try {
      engine.fail(next.claim(), store.events(id), store.lastEvent(id), error);
    } catch (DataAccessException e) {
      unread(next, e);
    }
  }
}
