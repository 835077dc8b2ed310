package io.noetl.camel.execution;

import io.noetl.camel.execution.profile.ExecutionProfiles;
import io.noetl.camel.execution.trace.Tracer;
import io.noetl.camel.playbook.Notify;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;

/**
 * What a run takes from outside.
 *
 * @param maxPages where the playbook names no bound, a pagination of more pages is an error
 * @param random jitter of delays
 * @param pause waits before a call is made again
 * @param threads begins what has waited, each on a thread of its own
 * @param profiles what an execution may reach outside
 * @param maxDepth how many executions may stand above one another
 * @param maxTree how many executions below one may be open on a replica
 * @param tracer says which traces executions are part of
 * @param notices whom the operator has told of every execution
 */
public record RunSettings(
    int maxPages,
    RandomGenerator random,
    Pause pause,
    Executor threads,
    ExecutionProfiles profiles,
    int maxDepth,
    int maxTree,
    Tracer tracer,
    List<Notify> notices) {
  /** Pages that nobody expects: a next page that never ends. */
  public static final int DEFAULT_MAX_PAGES = 10_000;

  /** How many executions may stand above one another, where nobody says otherwise. */
  public static final int DEFAULT_MAX_DEPTH = 50;

  /** How many executions below one may be open, where nobody says otherwise. */
  public static final int DEFAULT_MAX_TREE = 10_000;

  /** Of runs that are part of no trace and tell nobody. */
  public RunSettings(
      int maxPages,
      RandomGenerator random,
      Pause pause,
      Executor threads,
      ExecutionProfiles profiles,
      int maxDepth,
      int maxTree) {
    this(maxPages, random, pause, threads, profiles, maxDepth, maxTree, Tracer.NONE, List.of());
  }

  /** The defaults, for what an operator sets. */
  public static RunSettings of(
      ExecutionProfiles profiles,
      Executor threads,
      int maxDepth,
      int maxTree,
      Tracer tracer,
      List<Notify> notices) {
    return new RunSettings(
        DEFAULT_MAX_PAGES,
        RandomGenerator.getDefault(),
        Thread::sleep,
        threads,
        profiles,
        maxDepth,
        maxTree,
        tracer,
        notices);
  }

  /** Waits, as a thread's sleep does. */
  @FunctionalInterface
  public interface Pause {
    void sleep(Duration time) throws InterruptedException;

    /** Waits for a free place of a loop that bounds how many of its items run. */
    default void acquire(Semaphore places) {
      places.acquireUninterruptibly();
    }

    /** Waits until something is done, and throws what it has failed with. */
    default void await(CompletableFuture<Void> done) {
      done.join();
    }
  }
}
