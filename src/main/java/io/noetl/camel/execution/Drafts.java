package io.noetl.camel.execution;

import io.noetl.camel.store.event.ExecutionRow;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a new execution is, before it is recorded. */
final class Drafts {
  /** The epoch of the first owner. */
  static final long FIRST_EPOCH = 1;

  private final RunServices services;
  private final RunStore store;

  Drafts(RunServices services, RunStore store) {
    this.services = services;
    this.store = store;
  }

  /** An execution of a catalog entry. */
  RunInfo info(
      long executionId,
      PlaybookCatalog.Entry entry,
      String name,
      StartRequest.@Nullable Parent parent) {
    return new RunInfo(
        executionId,
        entry.catalogId(),
        entry.path(),
        entry.version(),
        name,
        parent == null ? null : parent.executionId(),
        FIRST_EPOCH);
  }

  /**
   * Its row.
   *
   * @param owner the replica that runs it; null when it waits
   */
  ExecutionRow row(RunInfo info, StartRequest request, @Nullable String owner) {
    StartRequest.Parent parent = request.parent();
    return new ExecutionRow(
        info.executionId(),
        info.catalogId(),
        info.path(),
        info.version(),
        info.name(),
        store.written(info.executionId(), request.payload()),
        info.parentExecutionId(),
        parent == null ? null : parent.key(),
        request.idempotencyKey(),
        owner,
        info.epoch(),
        services.clock().instant());
  }

  /** What its first event says. */
  String workloadJson(RunInfo info, Map<String, @Nullable Object> values) {
    Map<String, @Nullable Object> first = new LinkedHashMap<>();
    first.put("workload", values);
    first.put("playbook_path", info.path());
    return Objects.requireNonNull(services.json().writeColumn(first));
  }
}
