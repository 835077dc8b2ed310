package io.noetl.camel.tool;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Runs blocking work on a virtual thread of its own, so that an interrupt of the caller stops the
 * work in the way that its library wants (a driver's cancel, a closed socket) instead of breaking
 * into the middle of its I/O.
 */
public final class Interruptible {

  private static final Duration STOP_AGAIN = Duration.ofMillis(50);
  private static final int STOP_TRIES = 100;

  private Interruptible() {}

  /**
   * Runs {@code work} and gives back its value or throws what it threw.
   *
   * @param stop makes the work end, given its thread; called again until it has ended, at most for
   *     five seconds
   * @throws InterruptedException when the caller was interrupted; the work has been stopped
   * @throws TimeoutException when {@code timeout} is over; the work has been stopped
   */
  public static <T> T run(Callable<T> work, Duration timeout, Consumer<Thread> stop)
      throws Exception {
    return run(work, timeout, stop, Thread.ofVirtual().factory());
  }

  /** The same on a thread of a factory: a platform thread where native code blocks it. */
  public static <T> T run(
      Callable<T> work, Duration timeout, Consumer<Thread> stop, ThreadFactory threads)
      throws Exception {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = threads.newThread(task);
    thread.start();
    try {
      return task.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException | TimeoutException e) {
      stop(thread, stop);
      throw e;
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case Error error -> throw error;
        case Exception exception -> throw exception;
        case null, default -> throw e;
      }
    }
  }

  private static void stop(Thread thread, Consumer<Thread> stop) throws InterruptedException {
    for (int i = 0; i < STOP_TRIES && thread.isAlive(); i++) {
      stop.accept(thread);
      thread.join(STOP_AGAIN);
    }
  }
}
