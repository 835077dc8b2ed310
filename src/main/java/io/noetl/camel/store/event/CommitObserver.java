package io.noetl.camel.store.event;

import java.util.List;

/**
 * Is told of what the writer does. It is called on the writer's thread, so it returns at once and
 * throws nothing.
 */
public interface CommitObserver {
  /** Notices nothing. */
  CommitObserver NONE = (commits, nanos) -> {};

  /** Tells all of them, one after the other. */
  static CommitObserver all(List<CommitObserver> observers) {
    return (commits, nanos) -> observers.forEach(observer -> observer.written(commits, nanos));
  }

  /**
   * One transaction is durable.
   *
   * @param commits what it holds, those of runs that were fenced left out
   * @param nanos from its first statement to its commit
   */
  void written(List<RunCommit> commits, long nanos);
}
