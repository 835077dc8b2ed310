package io.noetl.camel.component.subscription;

import io.noetl.camel.execution.trigger.Arrival;
import io.noetl.camel.execution.trigger.Held;
import io.noetl.camel.execution.trigger.Intake;
import io.noetl.camel.execution.trigger.PullStore;
import io.noetl.camel.execution.trigger.SubscriptionRow;
import io.noetl.camel.execution.trigger.Subscriptions;
import io.noetl.camel.playbook.PullSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The subscriptions whose messages this server fetches: it claims those that nobody has, and makes
 * their routes what their rows say. At the end it gives all of them back.
 */
public final class SubscriptionHouse implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SubscriptionHouse.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final long CLOSING_SECONDS = 20;

  private final String replica;
  private final PullStore store;
  private final Subscriptions subscriptions;
  private final Intake intake;
  private final Pullers pullers;
  private final SubscriptionRoutes routes;
  private final Map<Long, Held> held = new ConcurrentHashMap<>();
  private final Map<Long, String> told = new ConcurrentHashMap<>();
  private final ReentrantLock turn = new ReentrantLock();
  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("noetl-subscriptions").factory());
  private volatile boolean closed;

  /**
   * A house.
   *
   * @param replica this server's name
   */
  public SubscriptionHouse(
      String replica,
      PullStore store,
      Subscriptions subscriptions,
      Intake intake,
      Pullers pullers,
      SubscriptionRoutes routes) {
    this.replica = replica;
    this.store = store;
    this.subscriptions = subscriptions;
    this.intake = intake;
    this.pullers = pullers;
    this.routes = routes;
  }

  /** Looks from now on: routes can be loaded. */
  public void start() {
    looks.scheduleWithFixedDelay(this::lookSafely, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void lookSafely() {
    turn.lock();
    try {
      if (!closed) {
        look();
      }
    } catch (RuntimeException e) {
      LOG.warn("Subscriptions could not be looked at, trying again: {}", e.getMessage());
    } finally {
      turn.unlock();
    }
  }

  private void look() {
    List<SubscriptionRow> rows = store.claim(replica);
    for (Held mine : List.copyOf(held.values())) {
      boolean same =
          rows.stream()
              .anyMatch(
                  row ->
                      row.id() == mine.id()
                          && row.catalogId() == mine.catalogId()
                          && fetching(row).epoch() == mine.epoch()
                          && row.state() != SubscriptionRow.State.INACTIVE);
      if (!same) {
        letGo(mine);
      }
    }
    rows.forEach(this::settle);
  }

  private void settle(SubscriptionRow row) {
    if (row.fetching() == null || row.state() == SubscriptionRow.State.INACTIVE) {
      store.leave(row.id(), replica);
      return;
    }
    try {
      Held mine = held.get(row.id());
      if (mine == null) {
        mine =
            new Held(
                row.id(), row.fetching().epoch(), row.catalogId(), subscriptions.document(row));
        held.put(row.id(), mine);
        add(mine);
      }
      if (row.state() == SubscriptionRow.State.PAUSED) {
        mine.stop();
        routes.stop(mine);
      } else {
        mine.goOn();
        routes.start(mine);
      }
    } catch (Exception e) {
      fails(row.id(), row.fetching().epoch(), row.path(), e);
    }
  }

  private void add(Held mine) throws Exception {
    try {
      routes.add(mine);
      if (mine.document().source() instanceof PullSource.Camel) {
        works(mine);
      }
    } catch (Exception e) {
      held.remove(mine.id());
      throw e;
    }
  }

  private static SubscriptionRow.Fetching fetching(SubscriptionRow row) {
    return row.fetching() == null
        ? new SubscriptionRow.Fetching(null, -1, null, null)
        : row.fetching();
  }

  private void letGo(Held mine) {
    mine.stop();
    routes.remove(mine);
    held.remove(mine.id());
    intake.forget(mine);
  }

  /**
   * One that is held here.
   *
   * @throws Held.LetGo when it is not
   */
  Held held(long id) {
    Held found = held.get(id);
    if (found == null) {
      throw new Held.LetGo(Long.toString(id));
    }
    return found;
  }

  /** Starts what messages mean. */
  void take(long id, List<Arrival> arrivals) throws InterruptedException {
    intake.take(held(id), arrivals);
  }

  Puller open(Held mine) throws Exception {
    return pullers.open(mine);
  }

  /** The source of one answers. */
  void works(Held mine) {
    told.remove(mine.id());
    store.failing(mine.id(), mine.epoch(), null);
  }

  /** The source of one does not answer. */
  void fails(Held mine, Throwable failure) {
    fails(mine.id(), mine.epoch(), mine.document().path(), failure);
  }

  private void fails(long id, long epoch, String path, Throwable failure) {
    String message = Objects.toString(failure.getMessage(), failure.toString());
    if (!message.equals(told.put(id, message))) {
      LOG.warn("Subscription {} can't fetch messages: {}", path, message);
    }
    try {
      store.failing(id, epoch, message);
    } catch (RuntimeException e) {
      LOG.debug("nor can that be noted", e);
    }
  }

  /** Gives all of them back. What is under way is recorded or not acknowledged. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    looks.shutdown();
    boolean mine = isMyTurn();
    try {
      held.values().forEach(Held::stop);
      for (Held each : List.copyOf(held.values())) {
        letGo(each);
        store.release(each.id(), each.epoch());
      }
    } catch (RuntimeException e) {
      LOG.warn(
          "Subscriptions are not handed over at once, but when the lease ends: {}", e.getMessage());
    } finally {
      if (mine) {
        turn.unlock();
      }
    }
  }

  private boolean isMyTurn() {
    try {
      return turn.tryLock(CLOSING_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
