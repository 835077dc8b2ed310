package io.noetl.camel.execution;

/** Is told of a replica's lease and of what it takes over. */
public interface ReplicaObserver {
  /** Notices nothing. */
  ReplicaObserver NONE =
      new ReplicaObserver() {
        @Override
        public void renewed(boolean succeeded) {}

        @Override
        public void claimed(int takenOver, int letIn) {}
      };

  /** The replica has tried to renew its lease. */
  void renewed(boolean succeeded);

  /**
   * Executions were claimed in one beat.
   *
   * @param takenOver those whose owner was gone
   * @param letIn those that had waited for room
   */
  void claimed(int takenOver, int letIn);
}
