package io.noetl.camel.app.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.noetl.camel.execution.Claim;
import io.noetl.camel.execution.ReplicaObserver;
import io.noetl.camel.execution.SnowflakeIds;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Counts what happens to this replica's lease, and what it takes over. */
final class ReplicaMetrics implements ReplicaObserver {
  private final LeaseAge lease;
  private final StartDelays delays;
  private final Counter renewed;
  private final Counter failed;
  private final Counter takenOver;
  private final Counter letIn;
  private final Counter woken;

  ReplicaMetrics(MeterRegistry registry, LeaseAge lease, StartDelays delays) {
    this.lease = lease;
    this.delays = delays;
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
    this.woken =
        Counter.builder("noetl.executions.woken")
            .description(
                "Executions that had been put aside until a signal or a time, and went on.")
            .register(registry);
    TimeGauge.builder("noetl.lease.age", () -> lease.age().toMillis(), TimeUnit.MILLISECONDS)
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
      lease.renew();
    }
    (succeeded ? renewed : failed).increment();
  }

  @Override
  public void claimed(List<Claim> claims) {
    for (Claim claim : claims) {
      switch (claim.reason()) {
        case GONE -> takenOver.increment();
        case ROOM -> {
          letIn.increment();
          delays.ofRoom(SnowflakeIds.timeOf(claim.executionId()));
        }
        case DUE -> woken.increment();
        case NO_PLACE, NO_PLACE_FAILS -> {}
      }
    }
  }
}
