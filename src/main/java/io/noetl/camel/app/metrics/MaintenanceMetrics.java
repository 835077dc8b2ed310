package io.noetl.camel.app.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** Counts what the maintenance does on this server. */
public final class MaintenanceMetrics {
  private final MeterRegistry registry;

  /** What is counted. */
  public enum Doing {
    /** A round that went through. */
    ROUND,
    /** A round that failed. */
    FAILED_ROUND,
    /** Runtimes that were silent. */
    RUNTIME_OFFLINE,
    /** Entries of keychains whose time was over. */
    KEYCHAIN_EXPIRED,
    /** Partitions that were dropped with their executions. */
    PARTITION_DROPPED
  }

  /** Makes the series, at 0. */
  public MaintenanceMetrics(MeterRegistry registry) {
    this.registry = registry;
    for (Doing doing : Doing.values()) {
      count(doing, 0);
    }
  }

  /** Counts. */
  public void count(Doing doing, int times) {
    Counter.builder("noetl.maintenance")
        .description("What the maintenance of the tables did.")
        .tag("what", doing.name().toLowerCase(Locale.ROOT))
        .register(registry)
        .increment(times);
  }
}
