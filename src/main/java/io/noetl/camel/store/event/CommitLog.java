package io.noetl.camel.store.event;

import java.util.concurrent.CompletableFuture;

/** Where the commits of runs go. Thread-safe; the commits of one execution keep their order. */
public interface CommitLog {

  /**
   * Writes a commit.
   *
   * @return completes when the transaction is durable; with {@link StaleEpochException} when the
   *     epoch was too old, with the database's exception when it refused the data
   */
  CompletableFuture<Void> commit(RunCommit commit);

  /** Writes events that nothing waits for: with the next commit, or a moment later. */
  void later(RunCommit commit);
}
