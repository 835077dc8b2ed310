package io.noetl.camel.execution;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process among those that share the work: renews its lease, takes over executions whose owner
 * is gone, stops those that shall stop, and hands everything over when it ends.
 */
public final class Replica implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Replica.class);
  private static final long CLOSING_SECONDS = 5;

  private final String name;
  private final ReplicaStore store;
  private final Engine engine;
  private final ReplicaAdmission admission;
  private final Takeovers takeovers;
  private final Settings settings;
  private final Lease lease;
  private final ReplicaObserver observer;
  private final QuotaLook quotas;
  private final ReentrantLock turn = new ReentrantLock();
  private volatile boolean closed;
  private volatile boolean open;
  private final AtomicBoolean woken = new AtomicBoolean();
  private boolean inDoubt;
  private int looks;

  /** The beat that is due before the one that comes by itself. */
  private @Nullable ScheduledFuture<?> soon;

  private final ScheduledExecutorService beats =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("noetl-replica").factory());

  /**
   * How a replica keeps its lease.
   *
   * @param lease how long it counts as alive after a beat
   * @param beat between two beats; a fraction of the lease
   * @param mostClaims executions taken over in one beat
   */
  public record Settings(Duration lease, Duration beat, int mostClaims) {
    /** A takeover within two leases: 10 s. */
    public static final Settings DEFAULT =
        new Settings(Duration.ofSeconds(5), Duration.ofSeconds(2), 200);
  }

  public Replica(
      String name,
      ReplicaStore store,
      Engine engine,
      ReplicaAdmission admission,
      Settings settings,
      Lease lease,
      ReplicaObserver observer,
      Quotas quotas,
      QuotaTurns turns) {
    this.name = name;
    this.store = store;
    this.engine = engine;
    this.admission = admission;
    this.takeovers = new Takeovers(store, engine);
    this.settings = settings;
    this.lease = lease;
    this.observer = observer;
    this.quotas = new QuotaLook(name, quotas, turns, engine);
  }

  /** Takes the lease and keeps it. */
  public void start() {
    engine.onRoom(this::wake);
    store.forgetDead();
    beat();
    long millis = settings.beat().toMillis();
    beats.scheduleAtFixedRate(this::beat, millis, millis, TimeUnit.MILLISECONDS);
  }

  /** From now on it takes over what nobody owns: routes can be loaded. */
  public void open() {
    open = true;
    wake();
  }

  /** Looks at once for executions that wait. */
  void wake() {
    if (open && !closed && woken.compareAndSet(false, true)) {
      try {
        beats.execute(this::beat);
      } catch (RejectedExecutionException e) {
        // It has been closed meanwhile.
      }
    }
  }

  private void beat() {
    turn.lock();
    try {
      woken.set(false);
      if (!closed) {
        renew();
      }
    } catch (RuntimeException e) {
      // What the statement has claimed is ours although its answer is lost.
      inDoubt = true;
      observer.renewed(false);
      LOG.warn("The lease could not be renewed, trying again: {}", e.getMessage());
    } finally {
      turn.unlock();
    }
  }

  private void renew() {
    long now = lease.now();
    int most = open ? settings.mostClaims() : 0;
    int room = open ? engine.room() : 0;
    ReplicaStore.Beat beat = store.beat(name, settings.lease(), most, room);
    // Asked when the answer is there: until then others could take what is ours.
    boolean late = !lease.isHeld();
    observer.renewed(true);
    admission.peers(beat.peers());
    beat.claims().forEach(takeovers::add);
    if (open && (late || inDoubt)) {
      reconcile();
      inDoubt = false;
    }
    lease.renew(now);
    int letIn = (int) beat.claims().stream().filter(c -> c.reason() == Claim.Reason.ROOM).count();
    admission.lookedFor(room, letIn);
    observer.claimed(beat.claims());
    if (beat.claims().size() - letIn >= most && most > 0) {
      wake();
    }
    quotas.seen(beat);
    if (open) {
      letIn(beat, room - letIn);
    }
    next(beat).ifPresent(this::beatIn);
    takeovers.run();
    beat.cancels().forEach(id -> engine.stopHere(id, null));
    // Last: whatever becomes of it, all else is done. What it has claimed may be in doubt, too.
    if (open && quotas.letsIn()) {
      wake();
    }
  }

  /** When something is due before the beat that comes by itself. */
  private Optional<Duration> next(ReplicaStore.Beat beat) {
    return Stream.concat(
            Stream.ofNullable(beat.next()),
            beat.rates().stream().map(ReplicaStore.Turn::in).filter(Duration::isPositive))
        .filter(in -> in.compareTo(settings.beat()) < 0)
        .min(Comparator.naturalOrder());
  }

  private void beatIn(Duration time) {
    if (soon != null) {
      soon.cancel(false);
    }
    soon = beats.schedule(this::beat, time.toMillis() + 1, TimeUnit.MILLISECONDS);
  }

  /**
   * Lets in what waits for a limit or its turn, for half a beat at most: the lease wants to be
   * renewed. Each beat begins with another key.
   */
  private void letIn(ReplicaStore.Beat beat, int room) {
    long since = lease.now();
    List<IntUnaryOperator> keys =
        Stream.<IntUnaryOperator>concat(
                beat.limits().stream().map(limit -> left -> claimLimited(limit, left)),
                beat.rates().stream()
                    .filter(turn -> turn.free() && turn.in().isZero())
                    .map(turn -> left -> claimRated(turn, left)))
            .collect(Collectors.toCollection(ArrayList::new));
    Collections.rotate(keys, looks++);
    int left = room;
    for (IntUnaryOperator key : keys) {
      if (lease.now() - since > settings.beat().toNanos() / 2) {
        wake();
        return;
      }
      left = Math.max(0, left - key.applyAsInt(left));
    }
  }

  /** How many of those that it lets in take up room. */
  private int claimRated(ReplicaStore.Turn turn, int room) {
    int most = room > 0 ? Math.min(room, settings.mostClaims()) : settings.mostClaims();
    List<Claim> letIn = store.claimRated(name, turn, room, most);
    letIn.forEach(takeovers::add);
    observer.claimed(letIn);
    lookAgain(letIn);
    return roots(letIn);
  }

  private static int roots(List<Claim> claims) {
    return (int) claims.stream().filter(claim -> claim.parentExecutionId() == null).count();
  }

  /** When the next have their turn is known by another look. */
  private void lookAgain(List<Claim> letIn) {
    if (!letIn.isEmpty()) {
      wake();
    }
  }

  private int claimLimited(ReplicaStore.WaitedFor limit, int room) {
    ReplicaStore.LimitTurn turn = store.claimLimited(name, limit, room);
    turn.letIn().forEach(takeovers::add);
    observer.claimed(turn.letIn());
    if (limit.rated()) {
      lookAgain(turn.letIn());
    }
    turn.refused().forEach(this::refuse);
    turn.overtaken()
        .forEach(
            id ->
                engine.cancel(
                    id, true, "a later execution has taken its place (when_full: cancel_old)"));
    return roots(turn.letIn());
  }

  private void refuse(Claim claim) {
    boolean fails = claim.reason() == Claim.Reason.NO_PLACE_FAILS;
    engine.end(
        claim,
        fails ? "FAILED" : "CANCELLED",
        ToolError.of(
            "EX0406",
            "NoPlace",
            "As many executions of %s run as its `concurrency` allows, and `when_full` is %s. Start it again when one has ended, raise the limit, or let it wait: `when_full: queue`."
                .formatted(claim.path(), fails ? "fail" : "cancel_new")));
  }

  /** After a pause or a lost answer: what runs here and what the table says are made one. */
  private void reconcile() {
    Collection<Long> here = engine.runningIds();
    Map<Long, Long> epochs = store.epochs(here);
    epochs.forEach(engine::loseOlder);
    for (Claim claim : store.owned(name)) {
      if (engine.running(claim.executionId()) == null) {
        takeovers.add(claim);
      }
    }
  }

  /** Hands everything over. What still runs here is fenced. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    beats.shutdown();
    // A beat that is under way may claim more: it goes first.
    boolean mine = isMyTurn();
    try {
      engine.close();
      store.release(name);
    } catch (RuntimeException e) {
      LOG.warn(
          "Executions are not handed over at once, but when the lease ends: {}", e.getMessage());
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
