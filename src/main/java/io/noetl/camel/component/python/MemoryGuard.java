package io.noetl.camel.component.python;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.Collection;
import java.util.Comparator;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps Python code from filling the heap that all share: while more of it is in use than allowed,
 * the call that has allocated most is stopped. GraalPy has no limit of its own for one interpreter.
 */
final class MemoryGuard implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MemoryGuard.class);
  private static final long CHECK_EVERY_MILLIS = 100;

  /** Who allocates less than this in one call is never to blame. */
  private static final long HARMLESS_BYTES = 64L << 20;

  private final Supplier<? extends Collection<PooledInterpreter>> busy;
  private final double share;
  private final Thread thread;

  /**
   * @param busy the interpreters that run a job
   * @param share of the heap that may be in use, 0 to 1
   */
  MemoryGuard(Supplier<? extends Collection<PooledInterpreter>> busy, double share) {
    this.busy = busy;
    this.share = share;
    this.thread = Thread.ofPlatform().daemon().name("python-memory").start(this::watch);
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(CHECK_EVERY_MILLIS);
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    try {
      if (usedShare() > share) {
        stopTheGreediest();
      }
    } catch (RuntimeException e) {
      // whoever guards goes on
      LOG.warn("The memory that Python code uses could not be looked at", e);
    }
  }

  private static double usedShare() {
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    return heap.getMax() <= 0 ? 0 : (double) heap.getUsed() / heap.getMax();
  }

  private void stopTheGreediest() {
    contexts()
        .filter(context -> context.allocated() > HARMLESS_BYTES)
        .max(Comparator.comparingLong(GraalPyContext::allocated))
        .filter(context -> liveShare() > share)
        .ifPresent(
            context ->
                context.abort(
                    "MemoryError",
                    "the code allocated %d MB and %.0f %% of the server's memory is in use; return less at once, or run the step with engine: cpython"
                        .formatted(context.allocated() >> 20, 100 * usedShare())));
  }

  /** What is still used once garbage is gone. */
  private static double liveShare() {
    System.gc();
    return usedShare();
  }

  private Stream<GraalPyContext> contexts() {
    return busy.get().stream()
        .filter(GraalPyContext.class::isInstance)
        .map(GraalPyContext.class::cast);
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
