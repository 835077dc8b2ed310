package io.noetl.camel.component.python;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The interpreters of a pool that run nothing. One that has run code serves the tenant of that code
 * and nobody else for the rest of its life. Thread-safe.
 */
final class IdleInterpreters {
  /**
   * @param tenant whose code has run in it; null where none has
   * @param since when it became idle
   */
  record Idle(PooledInterpreter interpreter, @Nullable String tenant, Instant since) {
    boolean serves(String wanted) {
      return tenant == null || tenant.equals(wanted);
    }
  }

  /** The latest used in front. */
  private final Deque<Idle> idle = new ArrayDeque<>();

  synchronized void add(Idle one) {
    if (one.tenant() == null) {
      idle.addLast(one);
    } else {
      idle.addFirst(one);
    }
    notifyAll();
  }

  /** One that may run the tenant's code, its own rather than an unused one; null after the wait. */
  synchronized @Nullable PooledInterpreter take(String tenant, Duration wait)
      throws InterruptedException {
    long end = System.nanoTime() + wait.toNanos();
    while (true) {
      Idle own = removeFirst(one -> tenant.equals(one.tenant()));
      Idle found = own == null ? removeFirst(one -> one.serves(tenant)) : own;
      if (found != null) {
        return found.interpreter();
      }
      long left = end - System.nanoTime();
      if (left <= 0) {
        return null;
      }
      wait(Math.max(1, left / 1_000_000));
    }
  }

  private @Nullable Idle removeFirst(Predicate<Idle> condition) {
    for (Iterator<Idle> all = idle.iterator(); all.hasNext(); ) {
      Idle one = all.next();
      if (condition.test(one)) {
        all.remove();
        return one;
      }
    }
    return null;
  }

  /** Removes the one that a tenant has left alone for longest; null where there is none such. */
  synchronized @Nullable PooledInterpreter removeOldest(Predicate<Idle> condition) {
    Idle oldest = null;
    for (Idle one : idle) {
      if (condition.test(one) && (oldest == null || one.since().isBefore(oldest.since()))) {
        oldest = one;
      }
    }
    if (oldest == null) {
      return null;
    }
    idle.remove(oldest);
    return oldest.interpreter();
  }

  /** Whether one is there in which no code has run. */
  synchronized boolean hasUnused() {
    return idle.stream().anyMatch(one -> one.tenant() == null);
  }

  synchronized int size() {
    return idle.size();
  }

  synchronized List<PooledInterpreter> removeAll() {
    List<PooledInterpreter> all = new ArrayList<>();
    idle.forEach(one -> all.add(one.interpreter()));
    idle.clear();
    return all;
  }
}
