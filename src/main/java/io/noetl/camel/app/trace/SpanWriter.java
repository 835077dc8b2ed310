package io.noetl.camel.app.trace;

import io.noetl.camel.execution.trace.Traceparent;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Hands over spans that have ended, by ids that are given. */
final class SpanWriter implements AutoCloseable {
  private final SdkTracerProvider provider;
  private final Tracer tracer;

  @SuppressWarnings("ThreadLocalUsage") // a server has one writer, and no statics with state
  private final ThreadLocal<@Nullable Traceparent> next = new ThreadLocal<>();

  /**
   * A writer.
   *
   * @param processor takes the spans, and is closed with the writer
   * @param resource what this service is
   */
  SpanWriter(SpanProcessor processor, Resource resource) {
    this.provider =
        SdkTracerProvider.builder()
            .setIdGenerator(new GivenIds())
            .setSampler(Sampler.alwaysOn())
            .setResource(resource)
            .addSpanProcessor(processor)
            .build();
    this.tracer = provider.get("io.noetl.camel");
  }

  /**
   * A span that has ended.
   *
   * @param self its ids
   * @param parent the span that it stands below; null for none
   * @param error what it failed with; null where it did not
   */
  record Ended(
      Traceparent self,
      @Nullable String parent,
      String name,
      SpanKind kind,
      Instant from,
      Instant to,
      Attributes attributes,
      @Nullable String error) {}

  /** Takes a span: what nobody records is left out, but for what failed. */
  void write(Ended ended) {
    if (!ended.self().sampled() && ended.error() == null) {
      return;
    }
    SpanBuilder builder =
        tracer
            .spanBuilder(ended.name())
            .setSpanKind(ended.kind())
            .setStartTimestamp(ended.from())
            .setAllAttributes(ended.attributes());
    if (ended.parent() == null) {
      builder.setNoParent();
    } else {
      builder.setParent(below(ended.self().traceId(), ended.parent()));
    }
    next.set(ended.self());
    Span span = builder.startSpan();
    next.remove();
    if (ended.error() != null) {
      span.setStatus(StatusCode.ERROR, ended.error());
    }
    span.end(ended.to());
  }

  private static Context below(String traceId, String spanId) {
    SpanContext parent =
        SpanContext.createFromRemoteParent(
            traceId, spanId, TraceFlags.getSampled(), TraceState.getDefault());
    return Context.root().with(Span.wrap(parent));
  }

  @Override
  public void close() {
    provider.close();
  }

  /** The ids of the span that is written now. */
  private final class GivenIds implements IdGenerator {
    @Override
    public String generateSpanId() {
      return Objects.requireNonNull(next.get(), "a span is written").spanId();
    }

    @Override
    public String generateTraceId() {
      return Objects.requireNonNull(next.get(), "a span is written").traceId();
    }
  }
}
