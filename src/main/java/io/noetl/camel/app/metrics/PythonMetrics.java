package io.noetl.camel.app.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.noetl.camel.component.python.PythonFigures;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** What each engine of Python does. */
final class PythonMetrics implements MeterBinder {
  private static final List<String> ENGINES = List.of("graalpy", "restricted", "cpython");

  private final Supplier<Map<String, PythonFigures>> engines;

  PythonMetrics(Supplier<Map<String, PythonFigures>> engines) {
    this.engines = engines;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (String engine : ENGINES) {
      calls(registry, engine, Buckets.DONE, PythonFigures::done);
      calls(registry, engine, Buckets.FAILED, PythonFigures::failed);
      interpreters(registry, engine, "busy", PythonFigures::busy);
      interpreters(registry, engine, "idle", PythonFigures::idle);
      Gauge.builder("noetl.python.waiting", () -> of(engine).waiting())
          .description("Calls that wait for an interpreter.")
          .tag("engine", engine)
          .register(registry);
      Gauge.builder("noetl.python.memory", () -> of(engine).memoryBytes())
          .description(
              "What running calls have allocated on GraalPy, and what processes hold on CPython.")
          .baseUnit("bytes")
          .tag("engine", engine)
          .register(registry);
    }
  }

  private PythonFigures of(String engine) {
    return engines.get().getOrDefault(engine, PythonFigures.NONE);
  }

  private void calls(
      MeterRegistry registry,
      String engine,
      String outcome,
      ToDoubleFunction<PythonFigures> figure) {
    FunctionCounter.builder("noetl.python.calls", this, me -> figure.applyAsDouble(me.of(engine)))
        .description("Calls of Python by engine.")
        .tag("engine", engine)
        .tag("outcome", outcome)
        .register(registry);
  }

  private void interpreters(
      MeterRegistry registry, String engine, String state, ToDoubleFunction<PythonFigures> figure) {
    Gauge.builder("noetl.python.interpreters", () -> figure.applyAsDouble(of(engine)))
        .description("Interpreters of Python by what they do.")
        .tag("engine", engine)
        .tag("state", state)
        .register(registry);
  }
}
