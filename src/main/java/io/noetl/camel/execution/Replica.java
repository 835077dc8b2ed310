package io.noetl.camel.execution;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process among those that share the work: renews its lease, takes over executions whose owner
 * is gone, stops those that shall stop, and hands everything over when it ends.
 */
public final class Replica implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Replica.class);

  private final String name;
  private final ReplicaStore store;
  private final Engine engine;
  private final Settings settings;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile boolean open;
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

  public Replica(String name, ReplicaStore store, Engine engine, Settings settings) {
    this.name = name;
    this.store = store;
    this.engine = engine;
    this.settings = settings;
  }

  /** Takes the lease and keeps it. */
  public void start() {
    beat();
    long millis = settings.beat().toMillis();
    beats.scheduleAtFixedRate(this::beat, millis, millis, TimeUnit.MILLISECONDS);
  }

  /** From now on it takes over what nobody owns: routes can be loaded. */
  public void open() {
    open = true;
    beats.execute(this::beat);
  }

  private void beat() {
    try {
      ReplicaStore.Beat beat = store.beat(name, settings.lease(), open ? settings.mostClaims() : 0);
      for (Claim claim : beat.claims()) {
        resume(claim);
      }
      beat.cancels().forEach(id -> engine.stopHere(id, null));
    } catch (RuntimeException e) {
      LOG.warn("The lease could not be renewed, trying again: {}", e.getMessage());
    }
  }

  private void resume(Claim claim) {
    try {
      engine.resume(claim, store.events(claim.executionId()));
    } catch (RuntimeException e) {
      LOG.error("Execution {} could not be resumed", claim.executionId(), e);
    }
  }

  /** Hands everything over. What still runs here is fenced. */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    beats.shutdownNow();
    engine.loseAll();
    try {
      store.release(name);
    } catch (RuntimeException e) {
      LOG.warn(
          "Executions are not handed over at once, but when the lease ends: {}", e.getMessage());
    }
  }
}
