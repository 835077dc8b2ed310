package io.noetl.camel.execution;

import io.noetl.camel.execution.Executions.Started;
import io.noetl.camel.playbook.BusinessKey;
import io.noetl.camel.playbook.BusinessKey.WhenTaken;
import io.noetl.camel.playbook.Playbook;
import io.noetl.camel.store.event.ExecutionRow;
import java.util.Optional;

/**
 * What becomes of a start whose business key an open execution has. The database has refused its
 * row by then, so that of two starts at one instant, wherever they come in, one is recorded.
 */
final class OpenKeys {
  private final RunStore store;

  OpenKeys(RunStore store) {
    this.store = store;
  }

  /**
   * What answers a start that was not recorded; empty where its key is free, by now or all along.
   *
   * @throws Workload.KeyTaken when the playbook does not answer with the open execution
   */
  Optional<Started> holder(ExecutionRow row, Playbook playbook) {
    BusinessKey key = playbook.executor().key();
    Optional<RunStore.KeyHolder> holder = open(row);
    holder.ifPresent(
        open -> {
          if (key == null || key.whenTaken() != WhenTaken.EXISTING) {
            throw taken(row, open, "or answer with it: `when_taken: existing`");
          }
          if (open.above()) {
            throw taken(row, open, "or give another key: it would wait for itself");
          }
        });
    return holder
        .map(RunStore.KeyHolder::execution)
        .map(e -> new Started(e.executionId(), e.catalogId(), e.path(), e.version(), true, true));
  }

  /**
   * Refuses a start that has to be a new execution.
   *
   * @throws Workload.KeyTaken when an open one has its key
   */
  void refuseTaken(ExecutionRow row) {
    open(row)
        .ifPresent(
            open -> {
              throw taken(row, open, "then start it again");
            });
  }

  private Optional<RunStore.KeyHolder> open(ExecutionRow row) {
    ExecutionRow.Key key = row.key();
    return key == null || !key.unique()
        ? Optional.empty()
        : store.holder(row.path(), key.text(), row.parentExecutionId());
  }

  private static Workload.KeyTaken taken(
      ExecutionRow row, RunStore.KeyHolder open, String otherwise) {
    long id = open.execution().executionId();
    return new Workload.KeyTaken(
        "The key '%s' of %s is taken: execution %d has it and is open. Wait for its end or cancel it, %s"
            .formatted(open.key(), row.path(), id, otherwise),
        id);
  }
}
