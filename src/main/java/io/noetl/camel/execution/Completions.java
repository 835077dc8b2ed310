package io.noetl.camel.execution;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells who waits for an execution that it has ended: at once for one that ran here, by a signal or
 * a slow poll for one that runs on another replica. Without waiters it asks the database nothing.
 */
public final class Completions implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Completions.class);

  private final RunStore store;
  private final Executor threads;
  private final Map<Long, CompletableFuture<Ended>> waiting = new ConcurrentHashMap<>();
  private final ScheduledExecutorService poll =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("noetl-completions").factory());

  /**
   * Starts polling.
   *
   * @param period between two looks at what others run
   */
  public Completions(RunStore store, Duration period) {
    this(store, period, task -> Thread.ofVirtual().start(task));
  }

  /**
   * Starts polling.
   *
   * @param period between two looks at what others run
   * @param threads goes on with what has waited, each on a thread of its own
   */
  public Completions(RunStore store, Duration period, Executor threads) {
    this.store = store;
    this.threads = threads;
    poll.scheduleWithFixedDelay(
        this::look, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Completes when the execution has ended; it may have long ago. */
  public CompletableFuture<Ended> of(long executionId) {
    CompletableFuture<Ended> future =
        waiting.computeIfAbsent(executionId, id -> new CompletableFuture<>());
    return future;
  }

  /** As {@link #of}, looking at once whether it has ended already. */
  public CompletableFuture<Ended> ofExisting(long executionId) {
    CompletableFuture<Ended> future = of(executionId);
    store.ended(List.of(executionId)).forEach(this::ended);
    return future;
  }

  /** Another replica says that an execution has ended. */
  void signalled(long executionId) {
    if (waiting.containsKey(executionId)) {
      Thread.ofVirtual().start(() -> look(List.of(executionId)));
    }
  }

  /** An execution has ended. */
  void ended(Ended ended) {
    CompletableFuture<Ended> future = waiting.remove(ended.executionId());
    if (future != null) {
      future.completeAsync(() -> ended, threads);
    }
  }

  private void look() {
    if (!waiting.isEmpty()) {
      look(waiting.keySet());
    }
  }

  private void look(Collection<Long> executionIds) {
    try {
      store.ended(executionIds).forEach(this::ended);
    } catch (RuntimeException e) {
      LOG.warn("Could not look for ended executions, looking again: {}", e.getMessage());
    }
  }

  @Override
  public void close() {
    poll.shutdownNow();
  }
}
