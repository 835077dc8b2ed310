package io.noetl.camel.component.tool;

import io.noetl.camel.execution.trace.Traceparent;
import io.noetl.camel.tool.ToolCall;
import org.slf4j.MDC;

/**
 * Says in each line that is logged during a call which one it is, by the keys {@code execution_id},
 * {@code playbook}, {@code step}, {@code attempt} and, where it is traced, {@code trace_id}.
 */
final class CallLogContext {
  private CallLogContext() {}

  /** Begins, on this thread. */
  static void enter(ToolCall call) {
    ToolCall.Origin origin = call.origin();
    MDC.put("execution_id", Long.toString(origin.executionId()));
    MDC.put("playbook", origin.playbookPath());
    MDC.put("step", origin.step());
    MDC.put("attempt", Integer.toString(origin.attempt()));
    Traceparent.parse(origin.traceparent()).ifPresent(span -> MDC.put("trace_id", span.traceId()));
  }

  /** Ends, on this thread. */
  static void leave() {
    MDC.clear();
  }
}
