package io.noetl.camel.app.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.noetl.camel.execution.ReplicaObserver;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what happens to this replica's lease, and what it takes over. */
final class ReplicaMetrics implements ReplicaObserver {
  private final Clock clock;
  private final Counter renewed;
  private final Counter failed;
  private final Counter takenOver;
  private final Counter letIn;
  private final AtomicLong lastMillis;

  ReplicaMetrics(MeterRegistry registry, Clock clock) {
    this.clock = clock;
    this.lastMillis = new AtomicLong(clock.millis());
    this.renewed = renewals(registry, Buckets.DONE);
    this.failed = renewals(registry, Buckets.FAILED);
    this.takenOver =
        Counter.builder("noetl.takeovers")
            .description("Executions taken over from a server that was gone.")
            .register(registry);
    this.letIn =
        Counter.builder("noetl.executions.let.in")
            .description("Executions that had waited for room and began here.")
            .register(registry);
    TimeGauge.builder(
            "noetl.lease.age", () -> clock.millis() - lastMillis.get(), TimeUnit.MILLISECONDS)
        .description("Since this server's lease was renewed.")
        .register(registry);
  }

  private static Counter renewals(MeterRegistry registry, String outcome) {
    return Counter.builder("noetl.lease.renewals")
        .description("Renewals of this server's lease.")
        .tag("outcome", outcome)
        .register(registry);
  }

  @Override
  public void renewed(boolean succeeded) {
    if (succeeded) {
      lastMillis.set(clock.millis());
    }
    (succeeded ? renewed : failed).increment();
  }

  @Override
  public void claimed(int taken, int waited) {
    takenOver.increment(taken);
    letIn.increment(waited);
  }
}
