package io.noetl.camel.execution;

import io.noetl.camel.execution.profile.ExecutionProfiles;
import org.jspecify.annotations.Nullable;

/**
 * An execution that this replica has claimed.
 *
 * @param payload JSON
 * @param epoch the new one
 * @param cancelRequested whether somebody wants it to stop
 * @param reason why it was to be had
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
    Reason reason,
    Ancestry ancestry) {

  /** Why an execution is claimed. */
  public enum Reason {
    /** Its owner is gone. */
    GONE,
    /** It had waited for room. */
    ROOM,
    /** What it waited for is there, or the moment has come. */
    DUE,
    /** Its limit has no place for it: it is cancelled. */
    NO_PLACE,
    /** Its limit has no place for it: it fails. */
    NO_PLACE_FAILS
  }

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
