package io.noetl.camel.component.tool;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.StepRun;
import io.noetl.camel.tool.ToolCall;
import java.util.List;

/** Is told of each call of a tool or a sink once it has ended. */
@FunctionalInterface
public interface CallObserver {
  /** Notices nothing. */
  CallObserver NONE = ended -> {};

  /** Tells all of them, one after the other. */
  static CallObserver all(List<CallObserver> observers) {
    return ended -> observers.forEach(observer -> observer.called(ended));
  }

  /** A call has ended. */
  void called(Ended ended);

  /**
   * A call that has ended.
   *
   * @param step the step that it was made for
   * @param call what was called
   * @param key names the call within its execution: each attempt and each sink has its own
   * @param outcome what it gave
   * @param nanos how long it took, waiting for a free place included
   */
  record Ended(StepRun step, ToolCall call, String key, Outcome outcome, long nanos) {}
}
