package io.noetl.camel.store;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * An execution as its state row tells it.
 *
 * @param executionId its id
 * @param catalogId the catalog entry that it runs
 * @param path that entry's path
 * @param version that entry's version
 * @param name the playbook's name
 * @param status the one truth about how it stands
 * @param result JSON-like; null while it runs
 * @param error why it failed or was cancelled
 * @param parentExecutionId the execution that started it
 * @param startTime when it was recorded
 * @param endTime when it ended; null while it runs
 * @param key what it is about: its business key; null for none
 * @param priority of what waits for room the highest goes first
 */
public record ExecutionSummary(
    long executionId,
    long catalogId,
    String path,
    int version,
    String name,
    Status status,
    @Nullable Object result,
    @Nullable String error,
    @Nullable Long parentExecutionId,
    OffsetDateTime startTime,
    @Nullable OffsetDateTime endTime,
    @Nullable String key,
    int priority) {

  /** The same with another result. */
  ExecutionSummary withResult(@Nullable Object other) {
    return new ExecutionSummary(
        executionId,
        catalogId,
        path,
        version,
        name,
        status,
        other,
        error,
        parentExecutionId,
        startTime,
        endTime,
        key,
        priority);
  }

  /** How an execution stands. */
  public enum Status {
    PENDING,
    RUNNING,
    PAUSED,
    /** It has failed or was cancelled, and undoes what it has done. */
    COMPENSATING,
    COMPLETED,
    FAILED,
    CANCELLED;

    /** Whether nothing more will happen. */
    public boolean ended() {
      return this == COMPLETED || this == FAILED || this == CANCELLED;
    }
  }
}
