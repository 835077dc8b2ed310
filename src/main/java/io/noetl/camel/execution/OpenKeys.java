package io.noetl.camel.execution;

import io.noetl.camel.execution.Executions.Started;
import io.noetl.camel.playbook.BusinessKey;
import io.noetl.camel.playbook.BusinessKey.WhenTaken;
import io.noetl.camel.playbook.Playbook;
import io.noetl.camel.store.event.ExecutionRow;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
   * What answers a start that was not recorded; empty where its key is free, by now or all along. A
   * step is never answered with what others have started: those that wait for each other's
   * executions could wait in a circle, and a result would cross profiles.
   *
   * @throws Workload.KeyTaken when the playbook does not answer with the open execution
   */
  Optional<Started> holder(ExecutionRow row, Playbook playbook) {
    BusinessKey key = playbook.executor().key();
    Optional<RunStore.KeyHolder> holder = open(row);
    holder.ifPresent(
        open -> {
          if (row.parentExecutionId() != null) {
            throw taken(row, open, "or give the step another key");
          }
          if (key == null || key.whenTaken() != WhenTaken.EXISTING) {
            throw taken(row, open, "or answer with it: `when_taken: existing`");
          }
        });
    return holder
        .map(RunStore.KeyHolder::execution)
        .map(e -> new Started(e.executionId(), e.catalogId(), e.path(), e.version(), true, true));
  }

  /**
   * Refuses starts that have to be new executions, all open together.
   *
   * @throws Workload.KeyTaken when an open one has the key of one of them
   * @throws Workload.StartRefused when two of them have the same
   */
  void refuseTaken(List<ExecutionRow> rows) {
    Set<List<String>> seen = new HashSet<>();
    for (ExecutionRow row : rows) {
      ExecutionRow.Key key = row.key();
      if (key != null && key.unique() && !seen.add(List.of(row.path(), key.text()))) {
        throw new Workload.StartRefused(
            "Two executions of %s with one key would be open at a time, which is unique. Rerun from the step that starts them."
                .formatted(row.path()));
      }
      open(row)
          .ifPresent(
              open -> {
                throw taken(row, open, "then start it again");
              });
    }
  }

  private Optional<RunStore.KeyHolder> open(ExecutionRow row) {
    ExecutionRow.Key key = row.key();
    return key == null || !key.unique() ? Optional.empty() : store.holder(row.path(), key.text());
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
