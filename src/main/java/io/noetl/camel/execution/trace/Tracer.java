package io.noetl.camel.execution.trace;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says which trace an execution is part of. */
@FunctionalInterface
public interface Tracer {
  /** Follows nothing, and costs nothing. */
  Tracer NONE = (executionId, above) -> Optional.empty();

  /**
   * The span of an execution.
   *
   * @param above W3C's header of the span that it stands below; null where it begins a trace
   * @return empty where nothing is traced
   */
  Optional<Traceparent> execution(long executionId, @Nullable String above);

  /**
   * The header that tells another service, or a child, of a step's or a call's span; null where
   * nothing is traced.
   *
   * @param above as for {@link #execution}
   * @param key names the span within the execution
   */
  default @Nullable String header(long executionId, @Nullable String above, String key) {
    Traceparent span = execution(executionId, above).orElse(null);
    return span == null ? null : span.at(SpanIds.within(executionId, key)).toString();
  }
}
