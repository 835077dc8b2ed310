package io.noetl.camel.app;

import io.noetl.camel.app.metrics.MaintenanceMetrics;
import io.noetl.camel.app.metrics.MaintenanceMetrics.Doing;
import io.noetl.camel.store.KeptSignals;
import io.noetl.camel.store.RuntimeStore;
import io.noetl.camel.store.secret.KeychainStore;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the tables in order now and then: runtimes that are silent are offline, keychain entries and
 * signals that have expired go. Each replica does it; it does no harm twice.
 */
final class Maintenance implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);
  private static final Duration EVERY = Duration.ofSeconds(30);
  private static final Duration SILENT = Duration.ofSeconds(60);

  private final RuntimeStore runtimes;
  private final KeychainStore keychain;
  private final KeptSignals signals;
  private final MaintenanceMetrics metrics;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("noetl-maintenance").factory());

  Maintenance(
      RuntimeStore runtimes,
      KeychainStore keychain,
      KeptSignals signals,
      MaintenanceMetrics metrics,
      Clock clock) {
    this.metrics = metrics;
    this.runtimes = runtimes;
    this.keychain = keychain;
    this.signals = signals;
    this.clock = clock;
  }

  /** Begins. */
  void start() {
    thread.scheduleWithFixedDelay(
        this::runSafely, EVERY.toSeconds(), EVERY.toSeconds(), TimeUnit.SECONDS);
  }

  /** A failure, as while the database is away, does not end the next rounds. */
  private void runSafely() {
    try {
      run();
      metrics.count(Doing.ROUND, 1);
    } catch (RuntimeException e) {
      metrics.count(Doing.FAILED_ROUND, 1);
      LOG.warn("Maintenance failed and will be tried again: {}", e.getMessage());
    }
  }

  /** One round. */
  void run() {
    int offline = runtimes.markOffline(SILENT);
    int expired = keychain.deleteExpired(OffsetDateTime.now(clock));
    signals.deleteExpired();
    metrics.count(Doing.RUNTIME_OFFLINE, offline);
    metrics.count(Doing.KEYCHAIN_EXPIRED, expired);
    if (offline + expired > 0) {
      LOG.info("{} runtimes went offline, {} keychain entries expired", offline, expired);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
