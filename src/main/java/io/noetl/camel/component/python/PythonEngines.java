package io.noetl.camel.component.python;

import io.noetl.camel.tool.ToolCall;

/** Chooses the engine for a call. Thread-safe. */
@FunctionalInterface
public interface PythonEngines {

  /**
   * The engine that runs this call.
   *
   * @throws CodeException when the call asks for an engine that it can't have
   */
  PythonInterpreter choose(ToolCall call, PythonJob job) throws CodeException;
}
