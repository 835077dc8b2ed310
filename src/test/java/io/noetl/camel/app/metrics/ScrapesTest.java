package io.noetl.camel.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.noetl.camel.execution.trace.Traceparent;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.core.metrics.StateSet;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a scrape gets is what the library's writers give. */
class ScrapesTest {
  private final Exemplars exemplars = new Exemplars();
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(
          PrometheusConfig.DEFAULT, new PrometheusRegistry(), Clock.SYSTEM, exemplars);
  private final Scrapes scrapes = new Scrapes(registry);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain; version=0.0.4; charset=utf-8",
        "application/openmetrics-text; version=1.0.0; charset=utf-8"
      })
  void eachKindIsWrittenAsTheLibraryDoes(String type) {
    Counter plain =
        Counter.builder("plain").description("A \"quote\", a \\ and\na line").register(registry);
    Counter labelled =
        Counter.builder("labelled").tag("path", "a\"b\\c\nd").tag("b", "").register(registry);
    Gauge.builder("gauge", () -> 1.5e-9).tag("a", "é").baseUnit("bytes").register(registry);
    Gauge.builder("nan", () -> Double.NaN).register(registry);
    Gauge.builder("endless", () -> Double.POSITIVE_INFINITY).register(registry);
    Gauge.builder("negative", () -> Double.NEGATIVE_INFINITY).register(registry);
    FunctionCounter.builder("of.a.function", this, self -> 1e20).register(registry);
    Timer summary =
        Timer.builder("quantiles").publishPercentiles(0.5, 0.99).tag("a", "b").register(registry);
    Timer bare = Timer.builder("bare").register(registry);
    Timer histogram =
        Timer.builder("times")
            .description("How long")
            .tag("kind", "http")
            .serviceLevelObjectives(Buckets.STEPS)
            .register(registry);
    DistributionSummary sizes =
        DistributionSummary.builder("sizes").serviceLevelObjectives(1, 10).register(registry);
    LongTaskTimer.builder("long").register(registry).start();
    Info info =
        Info.builder()
            .name("build")
            .help("What it is")
            .labelNames("version")
            .register(registry.getPrometheusRegistry());
    info.addLabelValues("1.0");
    exemplars.within(
        new Traceparent("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", true),
        () -> {
          plain.increment();
          histogram.record(Duration.ofMillis(7));
          histogram.record(Duration.ofHours(1));
          sizes.record(5);
        });
    labelled.increment(2.5);
    summary.record(Duration.ofMillis(3));
    bare.record(Duration.ofMillis(3));

    // what is still going on grows between two scrapes
    assertThat(settled(scrapes.text(type))).isEqualTo(settled(registry.scrape(type)));
    assertThat(scrapes.text(type)).contains("times_seconds_bucket{kind=\"http\",le=\"0.01\"} 1");
  }

  @Test
  void theLibraryWritesWhatThisDoesNot() {
    StateSet states =
        StateSet.builder()
            .name("states")
            .states("on", "off")
            .register(registry.getPrometheusRegistry());
    states.setTrue("on");

    assertThat(scrapes.text("text/plain; version=0.0.4")).contains("states{states=\"on\"} 1");
  }

  private static String settled(String text) {
    return text.replaceAll("(?m)^(long_seconds\\S*) .*$", "$1");
  }
}
