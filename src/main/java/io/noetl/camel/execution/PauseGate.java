package io.noetl.camel.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * What begins goes through here: at once while the execution runs, when it is resumed while it is
 * paused. What waits holds no thread. Thread-safe.
 */
final class PauseGate {
  private final Executor threads;
  private final List<Runnable> waiting = new ArrayList<>();
  private volatile boolean closed;
  private long changedNanos = System.nanoTime();

  /**
   * An open gate.
   *
   * @param threads begins what has waited, each on a thread of its own
   */
  PauseGate(Executor threads) {
    this.threads = threads;
  }

  /** Begins something, now or when the gate opens. */
  void pass(Runnable begin) {
    if (closed && waits(begin)) {
      return;
    }
    begin.run();
  }

  private synchronized boolean waits(Runnable begin) {
    return closed && waiting.add(begin);
  }

  synchronized void close() {
    closed = true;
    changedNanos = System.nanoTime();
  }

  /** Begins what has waited, each on a thread of its own. */
  void open() {
    List<Runnable> free;
    synchronized (this) {
      closed = false;
      changedNanos = System.nanoTime();
      free = List.copyOf(waiting);
      waiting.clear();
    }
    free.forEach(threads::execute);
  }

  /** Whether the gate has not changed since a moment: what was read then still holds. */
  synchronized boolean isUnchangedSince(long nanos) {
    return changedNanos - nanos < 0;
  }

  boolean isClosed() {
    return closed;
  }
}
