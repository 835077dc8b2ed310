package io.noetl.camel.app.trace;

import io.noetl.camel.execution.trace.SpanIds;
import io.noetl.camel.execution.trace.Traceparent;
import io.noetl.camel.execution.trace.Tracer;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.support.LRUCacheFactory;
import org.jspecify.annotations.Nullable;

/**
 * Traces a share of the executions. A trace that begins elsewhere is recorded where its beginner
 * records it; of the others the trace's id decides, so that every server decides alike.
 */
final class SampledTracer implements Tracer {
  private static final int HALF = 16;
  private static final int REMEMBERED = 4_096;

  private final long below;
  private final boolean all;

  /** Each commit and each call asks for its execution's. */
  private final Map<Asked, Optional<Traceparent>> spans = LRUCacheFactory.newLRUCache(REMEMBERED);

  private record Asked(long executionId, @Nullable String above) {}

  /**
   * A tracer.
   *
   * @param ratio from 0 to 1
   */
  SampledTracer(double ratio) {
    this.below = (long) (ratio * Long.MAX_VALUE);
    this.all = ratio >= 1;
  }

  @Override
  public Optional<Traceparent> execution(long executionId, @Nullable String above) {
    return spans.computeIfAbsent(new Asked(executionId, above), this::span);
  }

  private Optional<Traceparent> span(Asked asked) {
    Traceparent outer = Traceparent.parse(asked.above()).orElse(null);
    String traceId = outer == null ? SpanIds.trace(asked.executionId()) : outer.traceId();
    boolean sampled = outer == null ? isSampled(traceId) : outer.sampled();
    return Optional.of(new Traceparent(traceId, SpanIds.execution(asked.executionId()), sampled));
  }

  private boolean isSampled(String traceId) {
    long random = Long.parseUnsignedLong(traceId.substring(HALF), HALF) & Long.MAX_VALUE;
    return all || random < below;
  }
}
