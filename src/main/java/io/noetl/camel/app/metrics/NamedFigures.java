package io.noetl.camel.app.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.noetl.camel.api.ProcessFigures;
import java.util.concurrent.TimeUnit;

/** The figures that NoETL's own server has, under its names. */
final class NamedFigures implements MeterBinder {
  private final ProcessFigures process;

  NamedFigures(ProcessFigures process) {
    this.process = process;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("noetl.up", () -> 1).description("Whether the server is up.").register(registry);
    TimeGauge.builder("noetl.process.start.time", process::startSeconds, TimeUnit.SECONDS)
        .description("Start of the process in seconds since 1970.")
        .register(registry);
    FunctionCounter.builder("noetl.request", process, ProcessFigures::requests)
        .description("Requests served.")
        .register(registry);
  }
}
