package io.noetl.camel.execution.trigger;

import io.noetl.camel.execution.Executions;
import io.noetl.camel.playbook.Subscription;
import io.noetl.camel.store.Storable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes messages that were fetched. It returns when the start of each is recorded, or the message
 * is kept as a letter: then, and no sooner, may its source forget them. Where the database can't be
 * reached, or what a start needs does not answer, it tries again, for as long as the subscription
 * is held here; and while as many letters wait as are kept, it waits too.
 */
public final class Intake {
  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final Duration FULL_PAUSE = Duration.ofSeconds(1);
  private static final int LONGEST_ERROR = 2000;

  private final Subscriptions subscriptions;
  private final SubscriptionStore letters;
  private final PullStore store;
  private final BatchIntake batches;
  private final Executor threads;
  private final LongSupplier nanos;
  private final Map<Held, Pace> paces = new ConcurrentHashMap<>();
  private final Set<Held> failing = ConcurrentHashMap.newKeySet();

  /**
   * An intake.
   *
   * @param threads starts what was fetched together at the same time
   */
  public Intake(
      Subscriptions subscriptions,
      SubscriptionStore letters,
      PullStore store,
      StartKeys keys,
      Executor threads,
      LongSupplier nanos) {
    this.subscriptions = subscriptions;
    this.letters = letters;
    this.store = store;
    this.batches = new BatchIntake(subscriptions, letters, store, keys);
    this.threads = threads;
    this.nanos = nanos;
  }

  /**
   * Takes messages.
   *
   * @throws Held.LetGo when they are not for this server any more: some may have been taken, which
   *     is known wherever they are fetched again
   */
  public void take(Held held, List<Arrival> arrivals) throws InterruptedException {
    // the threads of a consumer go one after the other, each of its messages within the limits
    held.turn().lockInterruptibly();
    try {
      takeAll(held, arrivals);
    } finally {
      held.turn().unlock();
    }
  }

  private void takeAll(Held held, List<Arrival> arrivals) throws InterruptedException {
    List<Arrival> left = new ArrayList<>(arrivals);
    Duration pause = LOOK;
    while (!left.isEmpty()) {
      if (held.isStopped()) {
        throw new Held.LetGo(held.document().path());
      }
      try {
        if (!store.holds(held.id(), held.epoch())) {
          throw new Held.LetGo(held.document().path());
        }
        if (letters.isFull(held.id())) {
          store.failing(held.id(), held.epoch(), SubscriptionStore.FULL);
          failing.add(held);
          held.pause(FULL_PAUSE);
          continue;
        }
        Subscription.Batch batch = held.document().dispatch().batch();
        int some =
            room(held, batch == null ? left.size() : Math.ceilDiv(left.size(), batch.size()));
        if (some > 0) {
          if (batch == null) {
            takeTogether(held, left, some);
          } else {
            batches.take(held, batch, left, some);
          }
          pause = LOOK;
          if (failing.contains(held)) {
            store.failing(held.id(), held.epoch(), null);
            failing.remove(held);
          }
        }
      } catch (Held.LetGo e) {
        throw e;
      } catch (RuntimeException e) {
        LOG.warn(
            "Subscription {} tries again to start for {} messages: {}",
            held.document().path(),
            left.size(),
            e.toString());
        note(held, e);
        held.pause(pause);
        pause =
            pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0
                ? LONGEST_PAUSE
                : pause.multipliedBy(2);
      }
    }
  }

  /** Says where it can be read why nothing starts. */
  private void note(Held held, RuntimeException failure) {
    failing.add(held);
    try {
      String why = Objects.toString(failure.getMessage(), failure.toString());
      store.failing(held.id(), held.epoch(), Storable.text(why, LONGEST_ERROR));
    } catch (RuntimeException e) {
      LOG.debug("nor can that be noted", e);
    }
  }

  /** A subscription is not held here any more. */
  public void forget(Held held) {
    paces.remove(held);
    failing.remove(held);
  }

  /** How many may be started now; waits a little where it is none. */
  private int room(Held held, int asked) throws InterruptedException {
    int most = held.document().limits().inFlight();
    int some = asked;
    if (most > 0) {
      some = Math.min(some, most - store.inFlight(held.document().path()));
      if (some <= 0) {
        held.pause(LOOK);
        return 0;
      }
    }
    Pace pace =
        paces.computeIfAbsent(held, of -> new Pace(of.document().limits().perMinute(), nanos));
    int granted = pace.grant(some);
    held.pause(pace.wait(granted));
    return granted;
  }

  /** What has been taken is left no more; the first failure is thrown after all have been tried. */
  private void takeTogether(Held held, List<Arrival> left, int some) {
    List<Arrival> now = List.copyOf(left.subList(0, Math.min(some, left.size())));
    List<CompletableFuture<Executions.@Nullable Started>> starts =
        now.stream()
            .map(arrival -> CompletableFuture.supplyAsync(() -> start(held, arrival), threads))
            .toList();
    RuntimeException failure = null;
    int fresh = 0;
    int again = 0;
    Long last = null;
    for (int i = 0; i < now.size(); i++) {
      try {
        Executions.Started started = starts.get(i).join();
        left.remove(now.get(i));
        if (started != null) {
          last = started.executionId();
          fresh += started.existing() ? 0 : 1;
          again += started.existing() ? 1 : 0;
        }
      } catch (CompletionException e) {
        failure = e.getCause() instanceof RuntimeException cause ? cause : e;
      }
    }
    if (fresh + again > 0) {
      store.took(held.id(), fresh, again, last);
    }
    if (failure != null) {
      throw failure;
    }
  }

  private Executions.@Nullable Started start(Held held, Arrival arrival) {
    try {
      if (arrival.refusal() != null) {
        throw new Subscriptions.NotStarted(arrival.refusal());
      }
      return subscriptions.pulled(held.document(), arrival);
    } catch (Subscriptions.NotStarted e) {
      if (e.mayStartLater()) {
        throw e;
      }
      letters.refused(
          held.id(), arrival.message(), arrival.key(), Objects.toString(e.getMessage(), ""));
      return null;
    }
  }
}
