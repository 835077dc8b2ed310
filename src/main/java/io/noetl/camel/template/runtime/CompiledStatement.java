package io.noetl.camel.template.runtime;

/** A compiled statement. */
@FunctionalInterface
public interface CompiledStatement {

  /** Runs it. */
  void run(Activation activation, Output output);
}
