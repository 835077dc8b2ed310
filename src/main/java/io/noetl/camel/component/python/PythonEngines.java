package io.noetl.camel.component.python;

/** Chooses the engine for a call. Thread-safe. */
@FunctionalInterface
public interface PythonEngines {

  /**
   * The engine that runs this call.
   *
   * @throws CodeException when the call asks for an engine that it can't have
   */
  PythonInterpreter choose(EngineWish wish, PythonJob job) throws CodeException;
}
