package io.noetl.camel.component.tool;

import io.noetl.camel.execution.trace.Traceparent;
import io.noetl.camel.tool.ToolCall;
import java.util.List;
import org.slf4j.MDC;

/**
 * Says in each line that a call's own thread logs which call it is, by the keys {@code
 * execution_id}, {@code playbook}, {@code step}, {@code attempt} and, where it is traced, {@code
 * trace_id}.
 */
final class CallLogContext {
  private static final String EXECUTION = "execution_id";
  private static final String PLAYBOOK = "playbook";
  private static final String STEP = "step";
  private static final String ATTEMPT = "attempt";
  private static final String TRACE = "trace_id";

  private CallLogContext() {}

  /** Begins, on this thread. */
  static void enter(ToolCall call) {
    ToolCall.Origin origin = call.origin();
    MDC.put(EXECUTION, Long.toString(origin.executionId()));
    MDC.put(PLAYBOOK, origin.playbookPath());
    MDC.put(STEP, origin.step());
    MDC.put(ATTEMPT, Integer.toString(origin.attempt()));
    Traceparent.parse(origin.traceparent()).ifPresent(span -> MDC.put(TRACE, span.traceId()));
  }

  /** Ends, on this thread. */
  static void leave() {
    List.of(EXECUTION, PLAYBOOK, STEP, ATTEMPT, TRACE).forEach(MDC::remove);
  }
}
