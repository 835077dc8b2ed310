package io.noetl.camel.app.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.noetl.camel.execution.trigger.SubscriptionRow;
import io.noetl.camel.execution.trigger.SubscriptionStore;
import java.util.ArrayList;
import java.util.List;

/** Figures of subscriptions that stand in the database: of the whole service. */
final class SubscriptionFigures {
  /** Beyond it there would be more series than anybody looks at. */
  private static final int MOST = 500;

  private final SubscriptionStore store;
  private final MultiGauge messages;
  private final MultiGauge lag;
  private final MultiGauge failing;

  SubscriptionFigures(MeterRegistry registry, SubscriptionStore store) {
    this.store = store;
    this.messages =
        MultiGauge.builder("noetl.subscription.messages")
            .description("Messages by what has become of them.")
            .register(registry);
    this.lag =
        MultiGauge.builder("noetl.subscription.lag")
            .description("Messages that wait at the source, where it tells.")
            .register(registry);
    this.failing =
        MultiGauge.builder("noetl.subscription.failing")
            .description("1 where nothing can be fetched from the source.")
            .register(registry);
  }

  /** Reads once. */
  void read() {
    List<MultiGauge.Row<?>> counts = new ArrayList<>();
    List<MultiGauge.Row<?>> lags = new ArrayList<>();
    List<MultiGauge.Row<?>> failures = new ArrayList<>();
    for (SubscriptionRow row : store.list().stream().limit(MOST).toList()) {
      Tags tags = Tags.of("subscription", row.path());
      counts.add(MultiGauge.Row.of(tags.and("outcome", "started"), row.counts().started()));
      counts.add(MultiGauge.Row.of(tags.and("outcome", "duplicate"), row.counts().duplicates()));
      counts.add(MultiGauge.Row.of(tags.and("outcome", "refused"), row.counts().refused()));
      SubscriptionRow.Fetching fetching = row.fetching();
      if (fetching != null) {
        failures.add(MultiGauge.Row.of(tags, fetching.error() == null ? 0 : 1));
        if (fetching.lag() != null) {
          lags.add(MultiGauge.Row.of(tags, fetching.lag()));
        }
      }
    }
    messages.register(counts, true);
    lag.register(lags, true);
    failing.register(failures, true);
  }
}
