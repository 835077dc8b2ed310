package io.noetl.camel.execution.control;

import io.noetl.camel.execution.Engine;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees what other replicas have paused and resumed of the executions that run here. While none runs
 * here it asks the database nothing.
 */
public final class PauseWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PauseWatch.class);

  private final PauseStore store;
  private final Engine engine;
  private final String owner;
  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("noetl-pauses").factory());

  /**
   * Starts watching.
   *
   * @param owner this replica
   * @param period between two looks
   */
  public PauseWatch(PauseStore store, Engine engine, String owner, Duration period) {
    this.store = store;
    this.engine = engine;
    this.owner = owner;
    long millis = period.toMillis();
    looks.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
  }

  private void look() {
    if (!engine.isBusy()) {
      return;
    }
    try {
      long asOf = System.nanoTime();
      engine.holdOnly(store.pausedOf(owner), asOf);
    } catch (RuntimeException e) {
      LOG.warn("Could not look for paused executions, looking again: {}", e.getMessage());
    }
  }

  @Override
  public void close() {
    looks.shutdownNow();
  }
}
