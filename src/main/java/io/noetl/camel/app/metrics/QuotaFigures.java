package io.noetl.camel.app.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.noetl.camel.store.quota.Quota;
import io.noetl.camel.store.quota.QuotaStore;
import io.noetl.camel.store.quota.QuotaUse;
import java.util.ArrayList;
import java.util.List;

/** What is used of quotas, of the whole service. Only labels that have one have series. */
final class QuotaFigures {
  private final QuotaStore store;
  private final MultiGauge executions;
  private final MultiGauge mostOpen;
  private final MultiGauge python;
  private final MultiGauge mostPython;

  QuotaFigures(MeterRegistry registry, QuotaStore store) {
    this.store = store;
    this.executions =
        MultiGauge.builder("noetl.quota.executions")
            .description("Executions of a label that has a quota: those that are open, and wait.")
            .register(registry);
    this.mostOpen =
        MultiGauge.builder("noetl.quota.executions.most")
            .description("How many of them are open at a time.")
            .register(registry);
    this.python =
        MultiGauge.builder("noetl.quota.python")
            .baseUnit("seconds")
            .description("How long their Python code has run in this hour or day.")
            .register(registry);
    this.mostPython =
        MultiGauge.builder("noetl.quota.python.most")
            .baseUnit("seconds")
            .description("How long it may run.")
            .register(registry);
  }

  /** Reads once. */
  void read() {
    List<MultiGauge.Row<?>> counts = new ArrayList<>();
    List<MultiGauge.Row<?>> bounds = new ArrayList<>();
    List<MultiGauge.Row<?>> seconds = new ArrayList<>();
    List<MultiGauge.Row<?>> most = new ArrayList<>();
    for (QuotaUse use : store.list()) {
      Quota quota = use.quota();
      Tags tags = Tags.of("quota", quota.label().toString());
      counts.add(MultiGauge.Row.of(tags.and("state", "open"), use.open()));
      counts.add(MultiGauge.Row.of(tags.and("state", "waiting"), use.waiting()));
      if (quota.mostOpen() != null) {
        bounds.add(MultiGauge.Row.of(tags, quota.mostOpen()));
      }
      if (quota.python() != null) {
        seconds.add(MultiGauge.Row.of(tags, use.pythonSeconds()));
        most.add(MultiGauge.Row.of(tags, quota.python().seconds()));
      }
    }
    executions.register(counts, true);
    mostOpen.register(bounds, true);
    python.register(seconds, true);
    mostPython.register(most, true);
  }
}
