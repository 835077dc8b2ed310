package io.noetl.camel.execution;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The thread that is inside a tool, so that a cancel or a timeout can interrupt it. Thread-safe: an
 * interrupt never reaches the thread after it has left.
 */
final class Running {
  private final Executor threads;
  private @Nullable Thread thread;
  private @Nullable Runnable instead;
  private @Nullable Runnable lost;
  private boolean interrupted;

  /**
   * Nothing runs yet.
   *
   * @param threads begins what ends a wait, on a thread of its own
   */
  Running(Executor threads) {
    this.threads = threads;
  }

  synchronized void enter() {
    thread = Thread.currentThread();
  }

  /** Leaves the tool and clears an interrupt that was meant for it. */
  synchronized void leave() {
    thread = null;
    if (interrupted) {
      Thread.interrupted();
      interrupted = false;
    }
  }

  /** What an interrupt does while no thread waits: the step waits for something that ends it. */
  synchronized void instead(@Nullable Runnable action) {
    instead = action;
  }

  /** As {@link #instead}, and what is done when another owner goes on with the execution. */
  synchronized void instead(@Nullable Runnable action, @Nullable Runnable whenLost) {
    instead = action;
    lost = whenLost;
  }

  synchronized void interrupt() {
    if (instead != null) {
      threads.execute(instead);
    }
    interruptThread();
  }

  /** Another owner goes on with the execution. */
  synchronized void lose() {
    if (lost != null) {
      threads.execute(lost);
    }
    interruptThread();
  }

  synchronized void interruptThread() {
    if (thread != null) {
      interrupted = true;
      thread.interrupt();
    }
  }
}
