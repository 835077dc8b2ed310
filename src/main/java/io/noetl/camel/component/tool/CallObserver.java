package io.noetl.camel.component.tool;

import io.noetl.camel.execution.Outcome;

/** Is told of each call of a tool or a sink once it has ended. */
@FunctionalInterface
public interface CallObserver {
  /** Notices nothing. */
  CallObserver NONE = (kind, outcome, nanos) -> {};

  /**
   * A call has ended.
   *
   * @param kind the tool's
   * @param outcome what it gave
   * @param nanos how long it took, waiting for a free place included
   */
  void called(String kind, Outcome outcome, long nanos);
}
