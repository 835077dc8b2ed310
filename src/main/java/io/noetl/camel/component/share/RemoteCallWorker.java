package io.noetl.camel.component.share;

import io.noetl.camel.execution.CallSignals;
import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.StepLogSink;
import io.noetl.camel.store.call.CallId;
import io.noetl.camel.store.call.CallStore;
import io.noetl.camel.tool.Tool;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolErrors;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Makes calls for other replicas, as many at a time as it has room for. */
final class RemoteCallWorker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RemoteCallWorker.class);

  private final CallStore store;
  private final CallCodec codec;
  private final CallSignals signals;
  private final Function<String, @Nullable Tool> tools;
  private final StepLogSink logs;
  private final String replica;
  private final int room;
  private final Map<CallId, Thread> running = new ConcurrentHashMap<>();
  private final ReentrantLock taking = new ReentrantLock();
  private volatile boolean open;

  /**
   * A helper.
   *
   * @param tools finds the tool of a kind
   * @param logs takes what the calls print
   * @param room how many calls it makes at a time
   */
  RemoteCallWorker(
      CallStore store,
      CallCodec codec,
      CallSignals signals,
      Function<String, @Nullable Tool> tools,
      StepLogSink logs,
      String replica,
      int room) {
    this.store = store;
    this.codec = codec;
    this.signals = signals;
    this.tools = tools;
    this.logs = logs;
    this.replica = replica;
    this.room = room;
  }

  /** From now on it takes calls. */
  void open() {
    open = true;
  }

  /** Calls are offered: takes those that it has room for. */
  void offered() {
    if (open) {
      Thread.ofVirtual().start(this::take);
    }
  }

  private void take() {
    taking.lock();
    try {
      int free = room - running.size();
      List<CallStore.Offer> offers = open && free > 0 ? store.claim(replica, free) : List.of();
      for (CallStore.Offer offer : offers) {
        Thread thread = Thread.ofVirtual().unstarted(() -> make(offer));
        running.put(offer.id(), thread);
        thread.start();
      }
    } catch (DataAccessException e) {
      LOG.info("No calls are taken from other replicas now: {}", e.getMessage());
    } finally {
      taking.unlock();
    }
  }

  private void make(CallStore.Offer offer) {
    CallId id = offer.id();
    try {
      store.answer(id, replica, answer(offer));
      signals.answered(id.executionId());
    } catch (InterruptedException e) {
      LOG.debug("The call {} is not wanted any more", id.key());
    } catch (DataAccessException e) {
      LOG.info("The call {} could not be answered: {}", id.key(), e.getMessage());
    } finally {
      running.remove(id);
    }
    take();
  }

  private String answer(CallStore.Offer offer) throws InterruptedException {
    CallId id = offer.id();
    String step = id.key();
    try {
      ToolCall call = codec.call(id, offer.request(), logs);
      step = call.origin().step();
      Tool tool = tools.apply(call.kind());
      Outcome outcome =
          tool == null ? Outcome.failed(ToolErrors.unknown(call.kind())) : tool.call(call);
      return codec.outcome(id, outcome, call.time().nanos());
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      LOG.error("A bug in the tool of step {}", step, e);
      return codec.outcome(id, Outcome.failed(ToolErrors.bug(step, e)), 0);
    }
  }

  /** Calls of an execution are not wanted any more: those that run here are stopped. */
  void withdrawn(long executionId) {
    if (running.keySet().stream().anyMatch(id -> id.executionId() == executionId)) {
      Thread.ofVirtual().start(this::stopUnwanted);
    }
  }

  private void stopUnwanted() {
    try {
      Map<CallId, Thread> before = Map.copyOf(running);
      Set<CallId> wanted = store.wanted(replica);
      before.forEach(
          (id, thread) -> {
            if (!wanted.contains(id)) {
              thread.interrupt();
            }
          });
    } catch (DataAccessException e) {
      LOG.info("Calls that are not wanted any more go on: {}", e.getMessage());
    }
  }

  /** Gives back what it has taken: the owners make these calls themselves. */
  @Override
  public void close() {
    open = false;
    running.forEach(
        (id, thread) -> {
          thread.interrupt();
          try {
            store.withdraw(id);
            signals.answered(id.executionId());
          } catch (DataAccessException e) {
            LOG.info(
                "The owner of call {} waits for the lease to end: {}", id.key(), e.getMessage());
          }
        });
  }
}
