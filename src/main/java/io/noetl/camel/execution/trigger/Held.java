package io.noetl.camel.execution.trigger;

import io.noetl.camel.playbook.PullSource;
import io.noetl.camel.playbook.Subscription;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A subscription whose messages this server fetches. Thread-safe.
 *
 * <p>What waits on its behalf waits here, and goes on at once when it is let go.
 */
public final class Held {
  private final long id;
  private final long epoch;
  private final long catalogId;
  private final Subscription document;
  private final ReentrantLock turn = new ReentrantLock();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean stopped;

  /**
   * One that is held.
   *
   * @param epoch of this owner
   * @param catalogId the version of the document
   */
  public Held(long id, long epoch, long catalogId, Subscription document) {
    this.id = id;
    this.epoch = epoch;
    this.catalogId = catalogId;
    this.document = document;
  }

  /** Names the subscription. */
  public long id() {
    return id;
  }

  /** Of this owner. */
  public long epoch() {
    return epoch;
  }

  /** The version of the document. */
  public long catalogId() {
    return catalogId;
  }

  /** What it says. */
  public Subscription document() {
    return document;
  }

  /** Held by who takes messages. */
  ReentrantLock turn() {
    return turn;
  }

  /**
   * How many messages are fetched together: as many as start an execution, else no more than may be
   * open at a time.
   */
  public int batch() {
    int most = document.limits().inFlight();
    int batch = document.source() instanceof PullSource pull ? pull.batch() : 1;
    Subscription.Batch together = document.dispatch().batch();
    if (together != null) {
      return document.source() instanceof PullSource.Mail
          ? Math.min(together.size(), batch)
          : together.size();
    }
    return most > 0 ? Math.min(most, batch) : batch;
  }

  /** Nothing more is fetched or started for it here. */
  public void stop() {
    lock.lock();
    try {
      stopped = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** It goes on. */
  public void goOn() {
    lock.lock();
    try {
      stopped = false;
    } finally {
      lock.unlock();
    }
  }

  /** Whether nothing more is fetched for it here. */
  public boolean isStopped() {
    lock.lock();
    try {
      return stopped;
    } finally {
      lock.unlock();
    }
  }

  /** Waits, or less where it is stopped. */
  public void pause(Duration time) throws InterruptedException {
    lock.lock();
    try {
      long left = time.toNanos();
      while (!stopped && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** The messages are not for this server, or not now: they are not acknowledged. */
  public static final class LetGo extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The subscription of a path is not held any more. */
    public LetGo(String path) {
      super("The subscription " + path + " is stopped here");
    }
  }
}
