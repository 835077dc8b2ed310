package io.noetl.camel.execution;

import io.noetl.camel.execution.profile.ExecutionProfile;
import io.noetl.camel.store.event.ExecutionRow;
import io.noetl.camel.store.event.NewEvent;
import io.noetl.camel.store.event.RunCommit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which execution this is.
 *
 * @param executionId its id
 * @param catalogId the catalog entry that it runs
 * @param path its catalog path
 * @param version the version of that path
 * @param name {@code metadata.name}
 * @param parentExecutionId its parent; null for none
 * @param epoch this owner's, for fencing
 * @param ancestry where it stands below others
 * @param profile what it may reach outside
 */
public record RunInfo(
    long executionId,
    long catalogId,
    String path,
    int version,
    String name,
    @Nullable Long parentExecutionId,
    long epoch,
    Ancestry ancestry,
    ExecutionProfile profile) {

  /** The names that no workload can change. */
  Map<String, Object> names() {
    String id = Long.toString(executionId);
    return Map.of(
        "execution_id", id,
        "catalog_id", Long.toString(catalogId),
        "job", Map.of("uuid", id, "id", id, "execution_id", id));
  }

  /** {@code job} in the templates of a call. */
  Map<String, Object> job(String idempotencyKey) {
    String id = Long.toString(executionId);
    return Map.of("uuid", id, "id", id, "execution_id", id, "idempotency_key", idempotencyKey);
  }

  /** What this owner writes in one transaction. */
  RunCommit commit(
      List<NewEvent> rows, @Nullable ExecutionRow start, RunCommit.@Nullable End ending) {
    return new RunCommit(
        executionId,
        catalogId,
        parentExecutionId,
        name,
        epoch,
        ancestry.traceparent(),
        rows,
        start,
        null,
        ending);
  }

  /**
   * What this owner writes in one transaction of an execution that cleans up, or ends.
   *
   * @param cleanup what begins; null for nothing
   */
  RunCommit cleanup(
      List<NewEvent> rows, RunCommit.@Nullable Cleanup cleanup, RunCommit.@Nullable End ending) {
    return new RunCommit(
        executionId,
        catalogId,
        parentExecutionId,
        name,
        epoch,
        ancestry.traceparent(),
        rows,
        null,
        cleanup,
        ending);
  }
}
