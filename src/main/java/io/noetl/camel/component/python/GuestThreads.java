package io.noetl.camel.component.python;

import java.time.Duration;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.jspecify.annotations.Nullable;

/** Starts the threads of Python code, so many and no more, and knows which run. Thread-safe. */
final class GuestThreads {
  private final int most;
  private @Nullable Value starter;
  private int running;

  GuestThreads(int most) {
    this.most = most;
  }

  /** Uses a function of the interpreter; only the first one is taken. */
  synchronized void startBy(Value function) {
    if (starter == null) {
      starter = function;
    }
  }

  /**
   * Starts one.
   *
   * @param body what it runs
   * @param none the arguments that the function gives it: an empty tuple
   * @return its number for Python; null when as many run as may
   */
  @Nullable Long start(Value body, Value none) {
    Value by = take();
    if (by == null) {
      return null;
    }
    boolean started = false;
    try {
      ProxyExecutable counted = arguments -> run(body);
      Value number = by.execute(counted, none);
      started = true;
      return number.asLong();
    } finally {
      if (!started) {
        ended();
      }
    }
  }

  private synchronized @Nullable Value take() {
    if (starter == null || running >= most) {
      return null;
    }
    running++;
    return starter;
  }

  private @Nullable Object run(Value body) {
    try {
      body.executeVoid();
      return null;
    } finally {
      ended();
    }
  }

  private synchronized void ended() {
    running--;
    notifyAll();
  }

  /** Whether none runs, once those that are about to end have had so long. */
  synchronized boolean noneWithin(Duration grace) throws InterruptedException {
    long end = System.nanoTime() + grace.toNanos();
    while (running > 0) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      wait(Math.max(1, left / 1_000_000));
    }
    return true;
  }
}
