package io.noetl.camel.app.metrics;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.noetl.camel.component.tool.CallAddress;
import io.noetl.camel.component.tool.CallObserver;
import io.noetl.camel.execution.Outcome;
import io.noetl.camel.tool.postgres.PostgresWatch;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Times calls of other services by their host, and lets the pools of steps have their figures. */
final class HostMetrics implements CallObserver, PostgresWatch {
  private static final String HTTP = "http";
  private static final String POSTGRES = "postgres";

  private final MeterRegistry registry;
  private final BoundedLabels hosts;
  private final Series<Series<Series<Timer>>> calls;

  /**
   * The metrics, with a series of each kind from the start.
   *
   * @param hosts bounds the hosts that have series of their own
   */
  HostMetrics(MeterRegistry registry, BoundedLabels hosts) {
    this.registry = registry;
    this.hosts = hosts;
    this.calls =
        new Series<>(
            kind ->
                new Series<>(
                    host -> new Series<>(outcome -> timer(registry, kind, host, outcome))));
    for (String kind : List.of(HTTP, POSTGRES)) {
      Buckets.OUTCOMES.forEach(outcome -> calls.of(kind).of(BoundedLabels.OTHER).of(outcome));
    }
  }

  @Override
  public void called(Ended call) {
    if (call.call().kind().equals(HTTP)) {
      CallAddress.of(call.call())
          .ifPresent(
              address ->
                  record(
                      HTTP,
                      address.getHost() + (address.getPort() < 0 ? "" : ":" + address.getPort()),
                      !(call.outcome() instanceof Outcome.Failed),
                      call.nanos()));
    }
  }

  /** The pool's series end with it. */
  @Override
  public void opens(HikariConfig pool) {
    pool.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(registry));
  }

  @Override
  public void worked(String host, boolean done, long nanos) {
    record(POSTGRES, host, done, nanos);
  }

  private void record(String kind, String host, boolean done, long nanos) {
    calls
        .of(kind)
        .of(hosts.of(host))
        .of(done ? Buckets.DONE : Buckets.FAILED)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  private static Timer timer(MeterRegistry registry, String kind, String host, String outcome) {
    return Timer.builder("noetl.host.call")
        .description("Calls of other services, by host: each attempt, page and statement list.")
        .tag("kind", kind)
        .tag("host", host)
        .tag("outcome", outcome)
        .register(registry);
  }
}
