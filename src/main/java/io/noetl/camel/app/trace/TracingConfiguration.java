package io.noetl.camel.app.trace;

import io.noetl.camel.component.tool.CallObserver;
import io.noetl.camel.execution.ReplicaObserver;
import io.noetl.camel.execution.trace.Tracer;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.event.CommitObserver;
import io.noetl.camel.store.secret.KnownSecrets;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Traces, where {@code noetl.tracing.endpoint} says where they go: docs/operations.md. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("noetl.tracing.endpoint")
class TracingConfiguration {
  private static final int MOST_WAITING = 16_384;

  @Bean
  Tracer tracer(TracingProperties properties) {
    return new SampledTracer(properties.ratio());
  }

  @Bean
  SpanWriter spanWriter(TracingProperties properties) {
    OtlpHttpSpanExporterBuilder exporter =
        OtlpHttpSpanExporter.builder().setEndpoint(properties.spans());
    properties.headers().forEach(exporter::addHeader);
    return new SpanWriter(
        BatchSpanProcessor.builder(exporter.build()).setMaxQueueSize(MOST_WAITING).build(),
        Resource.getDefault().toBuilder()
            .put(AttributeKey.stringKey("service.name"), properties.service())
            .build());
  }

  @Bean
  CommitObserver commitTraces(
      SpanWriter writer,
      Tracer tracer,
      Json json,
      Clock clock,
      Environment settings,
      KnownSecrets secrets) {
    return new CommitTraces(
        writer,
        tracer,
        json,
        clock,
        DatabaseAttributes.of(settings.getProperty("spring.datasource.url", "")),
        text -> secrets.mask().text(text));
  }

  @Bean
  ReplicaObserver waitTraces(SpanWriter writer, Tracer tracer, Clock clock) {
    return new WaitTraces(writer, tracer, clock);
  }

  @Bean
  CallObserver callTraces(SpanWriter writer, Clock clock, KnownSecrets secrets) {
    return new CallTraces(writer, clock, text -> secrets.mask().text(text));
  }
}
