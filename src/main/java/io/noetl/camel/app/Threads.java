package io.noetl.camel.app;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The threads of the engine. Not beans of their own: Spring Boot would take them for the
 * application's executor.
 *
 * @param executor a virtual thread for each branch, item and continuation
 * @param timers interrupts calls whose time is over
 */
record Threads(ExecutorService executor, ScheduledExecutorService timers) implements AutoCloseable {

  private static final String RUNS = "noetl-run-";

  /** Whether this is a thread on which an execution's steps run. */
  static boolean isOfRuns(Thread thread) {
    return thread.getName().startsWith(RUNS);
  }

  static Threads start() {
    return new Threads(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(RUNS, 0).factory()),
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("noetl-timer").factory()));
  }

  @Override
  public void close() {
    timers.shutdownNow();
    executor.shutdownNow();
  }
}
