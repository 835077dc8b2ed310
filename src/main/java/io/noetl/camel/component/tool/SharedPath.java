package io.noetl.camel.component.tool;

import io.noetl.camel.component.share.SharedCalls;
import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.StepRun;
import io.noetl.camel.tool.Tool;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;

/**
 * The way of calls on a server: SQL that stands elsewhere is loaded, and calls of a big loop's
 * items are spread over the replicas.
 */
public final class SharedPath implements CallPath {
  private final SqlScripts scripts;
  private final SharedCalls shared;

  /**
   * A way.
   *
   * @param scripts loads SQL that stands elsewhere
   * @param shared has calls made by other replicas
   */
  public SharedPath(SqlScripts scripts, SharedCalls shared) {
    this.scripts = scripts;
    this.shared = shared;
  }

  @Override
  public Outcome call(StepRun step, Tool tool, ToolCall written)
      throws InterruptedException, ToolFailure {
    ToolCall call = scripts.loaded(written);
    if (!step.callsHere(tool.runsAnywhere() ? shared.mostHere() : Integer.MAX_VALUE)) {
      return shared.call(tool, call);
    }
    try {
      return tool.call(call);
    } finally {
      step.calledHere();
    }
  }
}
