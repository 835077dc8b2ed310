package io.noetl.camel.component.python;

/** An engine that runs Python code. Thread-safe. */
@FunctionalInterface
public interface PythonInterpreter extends AutoCloseable {

  /**
   * Runs one job, waiting for an interpreter to be free.
   *
   * @throws InterruptedException when the calling thread is interrupted; the code has been stopped
   *     by then
   */
  PythonOutcome run(PythonJob job) throws InterruptedException;

  /** How it stands. */
  default PythonFigures figures() {
    return PythonFigures.NONE;
  }

  /** Whether it compiles code that runs often, instead of interpreting it. */
  default boolean compiles() {
    return false;
  }

  /** Stops what runs and frees the interpreters. */
  @Override
  default void close() {}
}
