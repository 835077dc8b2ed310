package io.noetl.camel.app.metrics;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/** What {@code GET /metrics} gives. */
public final class Scrapes {
  private final PrometheusMeterRegistry registry;

  public Scrapes(PrometheusMeterRegistry registry) {
    this.registry = registry;
  }

  /** The metrics of now, in the format of a content type. */
  public String text(String contentType) {
    MetricSnapshots now = registry.getPrometheusRegistry().scrape();
    return ScrapeText.covers(now)
        ? ScrapeText.of(now, contentType.startsWith("application/openmetrics-text"))
        : registry.scrape(contentType);
  }
}
