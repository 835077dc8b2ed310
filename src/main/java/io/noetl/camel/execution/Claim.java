package io.noetl.camel.execution;

import io.noetl.camel.execution.profile.ExecutionProfiles;
import org.jspecify.annotations.Nullable;

/**
 * An execution whose owner is gone and that this replica has taken over.
 *
 * @param payload JSON
 * @param epoch the new one
 * @param cancelRequested whether somebody wants it to stop
 * @param waited whether it had waited for room
 * @param ancestry where it stands below others
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
    boolean waited,
    Ancestry ancestry) {

  RunInfo info(ExecutionProfiles profiles) {
    return new RunInfo(
        executionId,
        catalogId,
        path,
        version,
        name,
        parentExecutionId,
        epoch,
        ancestry,
        profiles.of(path, ancestry.restricted()));
  }
}
