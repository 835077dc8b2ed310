package io.noetl.camel.execution;

import io.noetl.camel.execution.wait.Waits;

/** What this replica does on a signal. */
public final class SignalReceiver implements Signals {
  private final Replica replica;
  private final Engine engine;
  private final Completions completions;
  private final CallSignals calls;
  private final Waits waits;

  public SignalReceiver(
      Replica replica, Engine engine, Completions completions, CallSignals calls, Waits waits) {
    this.replica = replica;
    this.engine = engine;
    this.completions = completions;
    this.calls = calls;
    this.waits = waits;
  }

  @Override
  public void work() {
    replica.wake();
  }

  @Override
  public void cancel(long executionId) {
    if (!engine.stopHere(executionId, null)) {
      // It may wait for a replica.
      replica.wake();
    }
  }

  @Override
  public void ended(long executionId) {
    completions.signalled(executionId);
  }

  @Override
  public void woken(long executionId) {
    waits.look(executionId);
  }

  @Override
  public void offered() {
    calls.offered();
  }

  @Override
  public void answered(long executionId) {
    calls.answered(executionId);
  }

  @Override
  public void withdrawn(long executionId) {
    calls.withdrawn(executionId);
  }
}
