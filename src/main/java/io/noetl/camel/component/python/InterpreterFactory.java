package io.noetl.camel.component.python;

/** Makes interpreters. Thread-safe. */
@FunctionalInterface
interface InterpreterFactory {

  /**
   * A new interpreter, ready to run.
   *
   * @throws IllegalStateException when it does not start; the message says why
   */
  PooledInterpreter create() throws InterruptedException;
}
