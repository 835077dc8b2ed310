package io.noetl.camel.component.subscription;

import io.noetl.camel.execution.trigger.Arrival;
import io.noetl.camel.execution.trigger.Held;
import io.noetl.camel.playbook.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Waits until as many messages have come as start an execution, or for as long as it may wait. */
final class Gathering {
  /** In a millisecond, the least that sources wait. */
  private static final long NANOS = 1_000_000;

  private final Held held;
  private final LongSupplier nanos;

  Gathering(Held held, LongSupplier nanos) {
    this.held = held;
    this.nanos = nanos;
  }

  /** The next messages, which are acknowledged together. */
  Puller.Batch next(Puller puller, Duration patience) throws Exception {
    Puller.Batch first = puller.poll(patience);
    Subscription.Batch batch = held.document().dispatch().batch();
    if (batch == null || first.arrivals().isEmpty()) {
      return first;
    }
    List<Arrival> arrivals = new ArrayList<>(first.arrivals());
    List<Puller.Acknowledgement> all = new ArrayList<>(List.of(first.acknowledgement()));
    long until = nanos.getAsLong() + (long) (batch.seconds() * 1e9);
    while (arrivals.size() < batch.size() && !held.isStopped()) {
      Duration left = Duration.ofMillis((until - nanos.getAsLong()) / NANOS);
      if (!left.isPositive()) {
        break;
      }
      Puller.Batch more = puller.poll(left.compareTo(patience) < 0 ? left : patience);
      if (!more.arrivals().isEmpty()) {
        arrivals.addAll(more.arrivals());
        all.add(more.acknowledgement());
      }
    }
    return new Puller.Batch(
        arrivals,
        () -> {
          for (Puller.Acknowledgement each : all) {
            each.taken();
          }
        });
  }
}
