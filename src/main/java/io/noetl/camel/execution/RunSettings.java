package io.noetl.camel.execution;

import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * What a run takes from outside.
 *
 * @param maxPages pages of one pagination, where the playbook names no bound
 * @param random jitter of delays
 * @param threads begins what has waited, each on a thread of its own
 */
public record RunSettings(int maxPages, RandomGenerator random, Executor threads) {
  /** NoETL's bound of pages. */
  public static final int DEFAULT_MAX_PAGES = 100;

  /** The defaults. */
  public static RunSettings defaults() {
    return new RunSettings(
        DEFAULT_MAX_PAGES, RandomGenerator.getDefault(), Thread::startVirtualThread);
  }
}
