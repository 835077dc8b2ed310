package io.noetl.camel.execution;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * What a run takes from outside.
 *
 * @param maxPages pages of one pagination, where the playbook names no bound
 * @param random jitter of delays
 * @param pause waits before a call is made again
 * @param threads begins what has waited, each on a thread of its own
 */
public record RunSettings(int maxPages, RandomGenerator random, Pause pause, Executor threads) {
  /** NoETL's bound of pages. */
  public static final int DEFAULT_MAX_PAGES = 100;

  /** The defaults. */
  public static RunSettings defaults() {
    return new RunSettings(
        DEFAULT_MAX_PAGES, RandomGenerator.getDefault(), Thread::sleep, Thread::startVirtualThread);
  }

  /** Waits, as a thread's sleep does. */
  @FunctionalInterface
  public interface Pause {
    void sleep(Duration time) throws InterruptedException;
  }
}
