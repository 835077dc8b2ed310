package io.noetl.camel.execution;

import java.util.List;

/** Is told of a replica's lease and of what it claims. It returns at once and throws nothing. */
public interface ReplicaObserver {
  /** Notices nothing. */
  ReplicaObserver NONE = all(List.of());

  /** Tells all of them, one after the other. */
  static ReplicaObserver all(List<ReplicaObserver> observers) {
    return new ReplicaObserver() {
      @Override
      public void renewed(boolean succeeded) {
        observers.forEach(observer -> observer.renewed(succeeded));
      }

      @Override
      public void claimed(List<Claim> claims) {
        observers.forEach(observer -> observer.claimed(claims));
      }
    };
  }

  /** The replica has tried to renew its lease. */
  void renewed(boolean succeeded);

  /** Executions were claimed together. */
  void claimed(List<Claim> claims);
}
