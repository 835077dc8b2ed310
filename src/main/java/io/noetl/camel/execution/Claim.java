package io.noetl.camel.execution;

import org.jspecify.annotations.Nullable;

/**
 * An execution whose owner is gone and that this replica has taken over.
 *
 * @param payload JSON
 * @param epoch the new one
 * @param cancelRequested whether somebody wants it to stop
 * @param waited whether it had waited for room
 */
public record Claim(
    long executionId,
    long catalogId,
    String path,
    int version,
    String name,
    String payload,
    @Nullable Long parentExecutionId,
    long epoch,
    boolean cancelRequested,
    boolean waited) {

  RunInfo info() {
    return new RunInfo(executionId, catalogId, path, version, name, parentExecutionId, epoch);
  }
}
