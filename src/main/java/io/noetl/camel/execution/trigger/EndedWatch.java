package io.noetl.camel.execution.trigger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for executions that have ended, for the subscriptions that wait for such ends. Every server
 * looks: an end's id is the key of what it starts, so that it starts it once. A look goes back a
 * little, since a commit may come later than the time that it says.
 */
public final class EndedWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EndedWatch.class);
  private static final Duration PERIOD = Duration.ofSeconds(1);
  private static final Duration WHILE_NOBODY_WAITS = Duration.ofSeconds(10);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);
  private static final Duration BACK = Duration.ofSeconds(30);
  private static final Duration MOST = Duration.ofMinutes(10);

  private final SubscriptionStore store;
  private final Subscriptions subscriptions;
  private final ScheduledExecutorService timers;
  private final Executor threads;
  private final Clock clock;
  private final Map<String, Boolean> seen;
  private final Lock looking = new ReentrantLock();
  private boolean closed;

  /**
   * Makes the watch.
   *
   * @param threads looks, so that the timers are free
   */
  public EndedWatch(
      SubscriptionStore store,
      Subscriptions subscriptions,
      ScheduledExecutorService timers,
      Executor threads,
      Clock clock) {
    this.store = store;
    this.subscriptions = subscriptions;
    this.timers = timers;
    this.threads = threads;
    this.clock = clock;
    this.seen = new Recent(10_000);
  }

  /** Looks from now on. */
  public void start() {
    next(PERIOD);
  }

  private void next(Duration pause) {
    try {
      timers.schedule(
          () -> threads.execute(this::lookAndGoOn), pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("The server stops: ends of executions are looked at no more");
    }
  }

  private void lookAndGoOn() {
    Duration pause = WHILE_NOBODY_WAITS;
    looking.lock();
    try {
      if (closed) {
        return;
      }
      pause = look() ? PERIOD : WHILE_NOBODY_WAITS;
    } catch (RuntimeException e) {
      LOG.warn("Ends of executions could not be looked at: {}", e.getMessage());
    } finally {
      looking.unlock();
    }
    next(pause);
  }

  /** Looks no more: what is being looked at may end, before the database's connections are gone. */
  @Override
  public void close() {
    boolean idle = false;
    try {
      idle = looking.tryLock(CLOSE_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
      closed = idle;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (idle) {
        looking.unlock();
      }
    }
  }

  /** Looks once; says whether a subscription waits for ends. */
  private boolean look() {
    Instant now = clock.instant();
    List<SubscriptionRow> waiting = store.ofExecutions();
    for (SubscriptionRow row : waiting) {
      Instant from = row.lookedUntil().minus(BACK);
      Instant until = from.plus(MOST).isBefore(now) ? from.plus(MOST) : now;
      List<EndedExecution> ended = store.ended(from, until);
      for (EndedExecution end : ended) {
        String key = row.id() + "/" + end.executionId();
        if (!seen.containsKey(key)) {
          take(row, end);
          seen.put(key, true);
        }
      }
      store.looked(row.id(), until);
    }
    return !waiting.isEmpty();
  }

  private void take(SubscriptionRow row, EndedExecution end) {
    try {
      subscriptions.ended(row, end);
    } catch (Subscriptions.NotStarted e) {
      LOG.warn(
          "Subscription {} starts nothing for the end of {}: {}",
          row.path(),
          end.executionId(),
          e.getMessage());
    }
  }

  /** Which ends were taken of late, so that a look that goes back asks the database nothing. */
  private static final class Recent extends LinkedHashMap<String, Boolean> {
    private static final long serialVersionUID = 1L;

    private final int most;

    Recent(int most) {
      this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
      return size() > most;
    }
  }
}
