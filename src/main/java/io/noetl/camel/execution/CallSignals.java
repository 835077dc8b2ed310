package io.noetl.camel.execution;

/** What replicas tell each other of calls that one makes for another. A signal may get lost. */
public interface CallSignals {
  /** A call is offered to whom has room. */
  void offered();

  /** A call of an execution has been answered. */
  void answered(long executionId);

  /** A call of an execution is not wanted any more. */
  void withdrawn(long executionId);
}
