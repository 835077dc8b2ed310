package io.noetl.camel.api;

import io.noetl.camel.execution.trace.Traceparent;
import io.noetl.camel.execution.trace.Tracer;
import io.noetl.camel.store.ExecutionQueries;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells which trace an execution is part of, and where people look at it. */
public final class ExecutionTraces {
  private static final String PLACE = "{trace_id}";

  private final ExecutionQueries executions;
  private final @Nullable Tracer tracer;
  private final String link;

  /**
   * Makes it.
   *
   * @param tracer says which trace an execution is part of; null where nothing is traced
   * @param link the address of a trace with {@code {trace_id}} in its place; empty for none
   */
  public ExecutionTraces(ExecutionQueries executions, @Nullable Tracer tracer, String link) {
    if (!link.isEmpty() && !(link.matches("https?://.+") && link.contains(PLACE))) {
      throw new IllegalArgumentException(
          "noetl.tracing.link: %s (expected: http://… or https://… with {trace_id} in it)"
              .formatted(link));
    }
    this.executions = executions;
    this.tracer = tracer;
    this.link = link;
  }

  /** Adds {@code trace_id} and {@code trace_url} where there is a trace. */
  public void tell(long executionId, Map<String, @Nullable Object> reply) {
    if (tracer == null) {
      return;
    }
    String above = executions.label(executionId, Traceparent.NAME).orElse(null);
    tracer
        .execution(executionId, above)
        .ifPresent(
            span -> {
              reply.put("trace_id", span.traceId());
              if (!link.isEmpty()) {
                reply.put("trace_url", link.replace(PLACE, span.traceId()));
              }
            });
  }
}
