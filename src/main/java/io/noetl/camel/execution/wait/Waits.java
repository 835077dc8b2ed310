package io.noetl.camel.execution.wait;

import io.noetl.camel.execution.DatabaseWait;
import io.noetl.camel.execution.StepRun;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps that wait on this replica: each is an entry here, and holds no thread. It goes on when
 * its time is over, or when its book says that what it waits for is there: a signal makes this
 * look, and a slow look finds what no signal told. Thread-safe.
 */
public final class Waits {
  private static final Logger LOG = LoggerFactory.getLogger(Waits.class);
  private static final Duration LOOK = Duration.ofSeconds(5);

  /** Timers count milliseconds in a long; nobody waits longer. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private final WaitBook book;
  private final ScheduledExecutorService timers;
  private final Executor threads;
  private final Clock clock;
  private final Map<Long, Map<String, Waiter>> here = new ConcurrentHashMap<>();

  private record Waiter(WaitRequest request, CompletableFuture<Waiting> over) {}

  /**
   * Nobody waits yet.
   *
   * @param timers tells when a time is over
   * @param threads goes on with what has waited, each on a thread of its own
   */
  public Waits(WaitBook book, ScheduledExecutorService timers, Executor threads, Clock clock) {
    this.book = book;
    this.timers = timers;
    this.threads = threads;
    this.clock = clock;
  }

  /** Begins to look now and then for what no signal tells. */
  public void start() {
    timers.scheduleWithFixedDelay(
        () -> threads.execute(() -> look(Set.copyOf(here.keySet()))),
        LOOK.toMillis(),
        LOOK.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  /** The time of waits. */
  public Instant now() {
    return clock.instant();
  }

  /**
   * A step waits. What this returns completes when the wait is over, on a thread of its own unless
   * it is over at once.
   */
  public CompletableFuture<Waiting> await(StepRun step, WaitRequest request)
      throws InterruptedException {
    Waiter waiter = new Waiter(request, new CompletableFuture<>());
    add(waiter);
    Waiting begun;
    try {
      begun = DatabaseWait.patiently(step.run()::isStopping, () -> book.open(request));
    } catch (RuntimeException | InterruptedException e) {
      remove(waiter);
      throw e;
    }
    step.waitedSince(begun.begun());
    if (begun.isOver()) {
      remove(waiter);
      return CompletableFuture.completedFuture(begun);
    }
    ScheduledFuture<?> timer = timer(step, waiter, begun);
    Runnable noMore =
        step.waits(
            request.key().call(),
            begun.due(),
            () -> threads.execute(() -> leave(waiter, begun)),
            () -> waiter.over().completeAsync(() -> begun.as(Waiting.State.LEFT), threads));
    return waiter
        .over()
        .whenComplete(
            (over, bug) -> {
              if (timer != null) {
                timer.cancel(false);
              }
              noMore.run();
              remove(waiter);
            });
  }

  private @Nullable ScheduledFuture<?> timer(StepRun step, Waiter waiter, Waiting begun) {
    Instant due = begun.due();
    if (due == null) {
      return null;
    }
    Duration left = Duration.between(clock.instant(), due);
    Duration bounded = left.compareTo(LONGEST) > 0 ? LONGEST : left;
    // Rounded up: no earlier than it says.
    long millis = Math.max(0, bounded.plusNanos(999_999).toMillis());
    return timers.schedule(
        () -> threads.execute(() -> due(step, waiter, begun)), millis, TimeUnit.MILLISECONDS);
  }

  private void due(StepRun step, Waiter waiter, Waiting begun) {
    try {
      Waiting over =
          waiter.request().wanted() instanceof WaitRequest.Wanted.Time
              ? begun.as(Waiting.State.DONE)
              : DatabaseWait.patiently(
                  step.run()::isStopping, () -> book.late(waiter.request().key()));
      waiter.over().complete(over);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      waiter.over().completeExceptionally(e);
    }
  }

  /** The step is stopped. */
  private void leave(Waiter waiter, Waiting begun) {
    try {
      book.left(waiter.request().key());
    } catch (RuntimeException e) {
      // What ends with its execution gets no signals either.
      LOG.debug("A wait is left open: {}", e.getMessage());
    }
    waiter.over().complete(begun.as(Waiting.State.LEFT));
  }

  /** What an execution waits for may be there. */
  public void look(long executionId) {
    if (here.containsKey(executionId)) {
      threads.execute(() -> look(Set.of(executionId)));
    }
  }

  private void look(Set<Long> executionIds) {
    try {
      for (Waiting over : book.over(List.copyOf(executionIds))) {
        Map<String, Waiter> waiters = here.get(over.key().executionId());
        Waiter waiter = waiters == null ? null : waiters.get(over.key().call());
        if (waiter != null) {
          waiter.over().completeAsync(() -> over, threads);
        }
      }
    } catch (RuntimeException e) {
      LOG.warn("Could not look for what has arrived, looking again: {}", e.getMessage());
    }
  }

  private void add(Waiter waiter) {
    WaitKey key = waiter.request().key();
    here.compute(
        key.executionId(),
        (id, waiters) -> {
          Map<String, Waiter> all = waiters == null ? new ConcurrentHashMap<>() : waiters;
          all.put(key.call(), waiter);
          return all;
        });
  }

  /** Unless another has taken its place: the same call, of a later owner. */
  private void remove(Waiter waiter) {
    WaitKey key = waiter.request().key();
    here.computeIfPresent(
        key.executionId(),
        (id, waiters) -> {
          waiters.remove(key.call(), waiter);
          return waiters.isEmpty() ? null : waiters;
        });
  }
}
