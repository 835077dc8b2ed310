package io.noetl.camel.execution;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Whether this replica's executions are still its own, by its own clock. When its lease has run out
 * without a renewal, others may have taken them: what runs ends, but no call begins until the lease
 * is renewed and what others have is known. Thread-safe.
 */
public final class Lease {
  private static final long LOOK_MILLIS = 100;

  private final LongSupplier nanos;
  private final long length;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition renewed = lock.newCondition();
  private volatile long since;

  /**
   * A lease that begins now.
   *
   * @param nanos a clock that only goes forward, such as {@link System#nanoTime()}
   * @param length how long it lasts after a renewal
   */
  public Lease(LongSupplier nanos, Duration length) {
    this.nanos = nanos;
    this.length = length.toNanos();
    this.since = nanos.getAsLong();
  }

  /** The lease of who has no others beside it. */
  public static Lease endless() {
    return new Lease(() -> 0, Duration.ofNanos(1));
  }

  /** Now, on the clock of this lease. */
  long now() {
    return nanos.getAsLong();
  }

  boolean isHeld() {
    return nanos.getAsLong() - since < length;
  }

  /**
   * The lease was renewed, and no execution runs here that is another's.
   *
   * @param sent when the renewal was asked for: the database counts from no earlier
   */
  void renew(long sent) {
    lock.lock();
    try {
      since = sent;
      renewed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns at once while the lease is held, and when it is renewed where it has run out.
   *
   * @param isVain whether what is to begin is not wanted any more
   */
  public void await(BooleanSupplier isVain) throws InterruptedException {
    if (isHeld()) {
      return;
    }
    lock.lockInterruptibly();
    try {
      while (!isHeld() && !isVain.getAsBoolean()) {
        renewed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      }
    } finally {
      lock.unlock();
    }
  }
}
