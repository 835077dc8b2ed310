package io.noetl.camel.app.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.noetl.camel.store.Counts;
import io.noetl.camel.store.OutlookQueries;
import io.noetl.camel.store.StatusQueries;
import io.noetl.camel.store.WaitingQueries;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Figures of the whole service that stand in the database. They are read in the background now and
 * then, so that a scrape asks the database nothing; the ages go on between two readings.
 */
public final class ServiceFigures implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceFigures.class);
  private static final Duration EVERY = Duration.ofSeconds(15);

  private final WaitingQueries waiting;
  private final StatusQueries totals;
  private final OutlookQueries outlooks;
  private final SubscriptionFigures subscriptions;
  private final QuotaFigures quotas;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("noetl-gauges").factory());
  private volatile WaitingQueries.Open open = new WaitingQueries.Open(0, 0, 0, 0, null, null);
  private volatile Counts counts = new Counts(0, 0, 0, 0, 0);
  private volatile OutlookQueries.Outlook outlook = new OutlookQueries.Outlook(0, null);

  ServiceFigures(
      MeterRegistry registry,
      WaitingQueries waiting,
      StatusQueries totals,
      OutlookQueries outlooks,
      SubscriptionFigures subscriptions,
      QuotaFigures quotas,
      Clock clock) {
    this.waiting = waiting;
    this.totals = totals;
    this.outlooks = outlooks;
    this.subscriptions = subscriptions;
    this.quotas = quotas;
    this.clock = clock;
    open(registry, "running", o -> o.running());
    open(registry, "paused", o -> o.paused());
    open(registry, "compensating", o -> o.compensating());
    open(registry, "waiting", o -> o.waiting());
    age(
        registry,
        "noetl.executions.waiting.age",
        "The oldest execution that waits for room.",
        true);
    age(registry, "noetl.executions.open.age", "The oldest execution that is open.", false);
    total(registry, "completed", Counts::completed);
    total(registry, "failed", Counts::failed);
    total(registry, "active", Counts::active);
    Gauge.builder("noetl.partitions.ahead", () -> outlook.weeks())
        .description("Coming weeks whose partitions of the event log are there.")
        .register(registry);
    TimeGauge.builder("noetl.key.expires", this::millisToExpiry, TimeUnit.MILLISECONDS)
        .description("Until the next API key expires; +Inf when none will.")
        .register(registry);
  }

  /** Begins to read. */
  public void start() {
    thread.scheduleWithFixedDelay(this::readSafely, 0, EVERY.toSeconds(), TimeUnit.SECONDS);
  }

  private void readSafely() {
    try {
      read();
    } catch (RuntimeException e) {
      LOG.warn("The figures of the service could not be read: {}", e.getMessage());
    }
  }

  /** Reads once. */
  public void read() {
    open = waiting.open();
    counts = totals.counts();
    outlook = outlooks.outlook();
    subscriptions.read();
    quotas.read();
  }

  private void open(
      MeterRegistry registry, String status, ToDoubleFunction<WaitingQueries.Open> figure) {
    Gauge.builder("noetl.executions.open", () -> figure.applyAsDouble(open))
        .description("Open executions of the whole service.")
        .tag("status", status)
        .register(registry);
  }

  private void age(MeterRegistry registry, String name, String what, boolean ofWaiting) {
    TimeGauge.builder(
            name,
            () -> millisSince(ofWaiting ? open.waitingSince() : open.openSince()),
            TimeUnit.MILLISECONDS)
        .description(what)
        .register(registry);
  }

  private long millisSince(@Nullable OffsetDateTime since) {
    return since == null
        ? 0
        : Math.max(0, Duration.between(since.toInstant(), clock.instant()).toMillis());
  }

  private double millisToExpiry() {
    OffsetDateTime expires = outlook.keyExpires();
    return expires == null
        ? Double.POSITIVE_INFINITY
        : Duration.between(clock.instant(), expires.toInstant()).toMillis();
  }

  private void total(MeterRegistry registry, String status, ToDoubleFunction<Counts> figure) {
    Gauge.builder("noetl.executions", () -> figure.applyAsDouble(counts))
        .description(
            "Executions in the database by how they stand; beyond %d estimated from the planner's statistics."
                .formatted(StatusQueries.MOST_COUNTED))
        .tag("status", status)
        .register(registry);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
