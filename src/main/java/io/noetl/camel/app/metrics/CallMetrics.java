package io.noetl.camel.app.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.noetl.camel.component.tool.CallObserver;
import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.trace.Traceparent;
import java.util.concurrent.TimeUnit;

/** Times the calls of tools and sinks, each attempt and page one call. */
final class CallMetrics implements CallObserver {
  private final StepKinds kinds;
  private final Exemplars exemplars;
  private final Series<Series<Timer>> calls;

  CallMetrics(MeterRegistry registry, StepKinds kinds, Exemplars exemplars) {
    this.exemplars = exemplars;
    this.kinds = kinds;
    this.calls = new Series<>(kind -> new Series<>(outcome -> timer(registry, kind, outcome)));
    for (String kind : kinds.known()) {
      Buckets.OUTCOMES.forEach(outcome -> calls.of(kind).of(outcome));
    }
  }

  @Override
  public void called(Ended call) {
    String outcome = call.outcome() instanceof Outcome.Failed ? Buckets.FAILED : Buckets.DONE;
    Timer timer = calls.of(kinds.bounded(call.call().kind())).of(outcome);
    exemplars.within(
        Traceparent.parse(call.call().origin().traceparent()).orElse(null),
        () -> timer.record(call.nanos(), TimeUnit.NANOSECONDS));
  }

  private static Timer timer(MeterRegistry registry, String kind, String outcome) {
    return Timer.builder("noetl.call")
        .description("Calls of tools and sinks: each attempt and each page is one.")
        .tag("kind", kind)
        .tag("outcome", outcome)
        .serviceLevelObjectives(Buckets.STEPS)
        .register(registry);
  }
}
