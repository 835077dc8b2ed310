package io.noetl.camel.execution;

/**
 * What one replica tells the others when one of them has to act, so that they need not wait for
 * their next look at the database. A signal may get lost: the look finds it all the same.
 */
public interface Signals extends CallSignals {
  /** An execution waits for a replica that takes it. */
  void work();

  /** An execution shall stop. */
  void cancel(long executionId);

  /** An execution has ended, for whom waits for it. */
  void ended(long executionId);

  /** What an execution waits for may be there, for whoever has it. */
  void woken(long executionId);

  /** Tells nobody. */
  Signals NONE =
      new Signals() {
        @Override
        public void work() {}

        @Override
        public void cancel(long executionId) {}

        @Override
        public void ended(long executionId) {}

        @Override
        public void woken(long executionId) {}

        @Override
        public void offered() {}

        @Override
        public void answered(long executionId) {}

        @Override
        public void withdrawn(long executionId) {}
      };
}
