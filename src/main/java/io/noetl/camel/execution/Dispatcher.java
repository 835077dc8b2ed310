package io.noetl.camel.execution;

/** Sends a token into the route that it begins with. */
@FunctionalInterface
public interface Dispatcher {
  /** Begins the token's route on a thread of its own and returns at once. */
  void dispatch(Run run, Token token);
}
