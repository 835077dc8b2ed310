package io.noetl.camel.component.tool;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.StepRun;
import io.noetl.camel.tool.Tool;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;

/** The way of a call from its step to its tool. Thread-safe. */
@FunctionalInterface
public interface CallPath {

  /**
   * Makes a call, or has it made.
   *
   * @param tool the tool of the call's kind
   * @throws InterruptedException when the step was cancelled or its time is over
   * @throws ToolFailure when it can't be made
   */
  Outcome call(StepRun step, Tool tool, ToolCall call) throws InterruptedException, ToolFailure;

  /** Whether a step that would wait is answered by a call instead. */
  default boolean answers(StepRun step) {
    return false;
  }
}
