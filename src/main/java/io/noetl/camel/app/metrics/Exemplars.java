package io.noetl.camel.app.metrics;

import io.noetl.camel.execution.trace.Traceparent;
import io.prometheus.metrics.tracer.common.SpanContext;
import org.jspecify.annotations.Nullable;

/**
 * The span of what is measured on this thread: histograms keep some as exemplars, which OpenMetrics
 * tells.
 */
public final class Exemplars implements SpanContext {
  @SuppressWarnings("ThreadLocalUsage") // a server has one, and no statics with state
  private final ThreadLocal<@Nullable Traceparent> span = new ThreadLocal<>();

  /** Measures something that has happened in a span; null where nothing is traced. */
  void within(@Nullable Traceparent measured, Runnable measure) {
    if (measured == null) {
      measure.run();
      return;
    }
    span.set(measured);
    try {
      measure.run();
    } finally {
      span.remove();
    }
  }

  @Override
  public @Nullable String getCurrentTraceId() {
    Traceparent current = span.get();
    return current == null ? null : current.traceId();
  }

  @Override
  public @Nullable String getCurrentSpanId() {
    Traceparent current = span.get();
    return current == null ? null : current.spanId();
  }

  @Override
  public boolean isCurrentSpanSampled() {
    Traceparent current = span.get();
    return current != null && current.sampled();
  }

  @Override
  public void markCurrentSpanAsExemplar() {
    // spans are written when they have ended, and know no more of it
  }
}
