package io.noetl.camel.component.share;

import io.noetl.camel.execution.CallSignals;
import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.ReplicaAdmission;
import io.noetl.camel.store.call.CallId;
import io.noetl.camel.store.call.CallStore;
import io.noetl.camel.tool.ComputeTime;
import io.noetl.camel.tool.Tool;
import io.noetl.camel.tool.ToolCall;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Lets other replicas make calls for this one: the calls of a big loop's items, beyond those that
 * run here. The loop, its rules, retries and events stay with the owner of the execution; only the
 * call itself travels. A call that nobody takes at once, or whose replica is gone, is made here,
 * under the same idempotency key.
 */
public final class SharedCalls {
  private static final Logger LOG = LoggerFactory.getLogger(SharedCalls.class);

  /** A call that nobody has taken by then is made here. */
  private static final Duration UNTAKEN = Duration.ofSeconds(1);

  /** Between two looks, should a signal get lost. */
  private static final Duration LOOK = Duration.ofSeconds(2);

  /** A request that is longer, in characters, costs more than it gains. */
  private static final int MOST_CHARACTERS = 1 << 20;

  private final CallStore store;
  private final CallCodec codec;
  private final CallSignals signals;
  private final ReplicaAdmission admission;
  private final String replica;
  private final Map<CallId, Semaphore> waiting = new ConcurrentHashMap<>();

  /**
   * The calls that this replica lets others make.
   *
   * @param admission says how many items run here, and whether there are others
   */
  SharedCalls(
      CallStore store,
      CallCodec codec,
      CallSignals signals,
      ReplicaAdmission admission,
      String replica) {
    this.store = store;
    this.codec = codec;
    this.signals = signals;
    this.admission = admission;
    this.replica = replica;
  }

  /** How many items of a loop are called here before others are asked. */
  public int mostHere() {
    return admission.hasPeers() ? admission.siblings() : Integer.MAX_VALUE;
  }

  /** Has the call made by another replica, or by this one where that does not come about. */
  public Outcome call(Tool tool, ToolCall call) throws InterruptedException {
    CallId id = new CallId(call.origin().executionId(), call.idempotencyKey());
    Optional<String> request =
        codec.request(id, call).filter(text -> text.length() <= MOST_CHARACTERS);
    if (request.isEmpty()) {
      return tool.call(call);
    }
    Optional<Outcome> outcome = elsewhere(id, request.get(), call.time());
    return outcome.isPresent() ? outcome.get() : tool.call(call);
  }

  /** The outcome of another replica; empty when the call is to be made here. */
  private Optional<Outcome> elsewhere(CallId id, String request, ComputeTime time)
      throws InterruptedException {
    Semaphore signal = new Semaphore(0);
    waiting.put(id, signal);
    boolean isOver = false;
    try {
      store.offer(id, replica, request);
      signals.offered();
      Duration pause = UNTAKEN;
      while (true) {
        boolean signalled = signal.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
        switch (store.look(id)) {
          case CallStore.State.Answered(String outcome) -> {
            isOver = true;
            store.withdraw(id);
            return Optional.of(codec.outcome(id, outcome, time));
          }
          case CallStore.State.Untaken() -> {
            if (!signalled && store.withdrawUntaken(id)) {
              isOver = true;
              return Optional.empty();
            }
          }
          case CallStore.State.Taken(boolean isAlive) -> {
            if (!isAlive) {
              return Optional.empty();
            }
            pause = LOOK;
          }
          case CallStore.State.Gone() -> {
            return Optional.empty();
          }
        }
      }
    } finally {
      waiting.remove(id);
      if (!isOver) {
        withdraw(id);
      }
    }
  }

  /** Nobody waits for it any more: who makes it stops, and may not answer. */
  private void withdraw(CallId id) {
    // An interrupt that came meanwhile must not keep it from the database.
    boolean interrupted = Thread.interrupted();
    try {
      store.withdraw(id);
      signals.withdrawn(id.executionId());
    } catch (DataAccessException e) {
      LOG.info("The call {} is not withdrawn: {}", id.key(), e.getMessage());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** A call of an execution has been answered. */
  void answered(long executionId) {
    waiting.forEach(
        (id, semaphore) -> {
          if (id.executionId() == executionId) {
            semaphore.release();
          }
        });
  }
}
