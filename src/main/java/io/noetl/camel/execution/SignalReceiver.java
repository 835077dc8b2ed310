package io.noetl.camel.execution;

/** What this replica does on a signal. */
public final class SignalReceiver implements Signals {
  private final Replica replica;
  private final Engine engine;
  private final Completions completions;
  private final CallSignals calls;

  public SignalReceiver(
      Replica replica, Engine engine, Completions completions, CallSignals calls) {
    this.replica = replica;
    this.engine = engine;
    this.completions = completions;
    this.calls = calls;
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
