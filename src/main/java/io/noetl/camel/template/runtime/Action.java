package io.noetl.camel.template.runtime;

/** A compiled statement. */
@FunctionalInterface
public interface Action {

  /** Runs it. */
  void run(Activation activation, Output output);
}
