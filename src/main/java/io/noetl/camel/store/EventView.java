package io.noetl.camel.store;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * One row of the event log.
 *
 * @param executionId the execution
 * @param eventId rises with time within an execution
 * @param eventType {@code playbook.initialized}, {@code step.exit}, …
 * @param nodeId the step, or the playbook
 * @param nodeName the same, for people
 * @param status how the node stood, in capitals
 * @param createdAt UTC
 * @param context JSON-like
 * @param result JSON-like
 * @param error why it failed
 * @param stackTrace the traceback of the user's code, where there is one
 * @param catalogId the catalog entry
 * @param parentExecutionId the execution that started this one
 * @param parentEventId the event that led to this one
 * @param duration milliseconds
 * @param nodeType the tool's kind, where a step is due
 * @param workerId the replica that wrote it
 * @param meta JSON-like: token, item, attempts, edges that were taken
 */
public record EventView(
    long executionId,
    long eventId,
    String eventType,
    @Nullable String nodeId,
    @Nullable String nodeName,
    String status,
    LocalDateTime createdAt,
    @Nullable Object context,
    @Nullable Object result,
    @Nullable String error,
    @Nullable String stackTrace,
    long catalogId,
    @Nullable Long parentExecutionId,
    @Nullable Long parentEventId,
    double duration,
    @Nullable String nodeType,
    @Nullable String workerId,
    @Nullable Object meta) {

  /** The same with another result. */
  EventView withResult(@Nullable Object other) {
    return new EventView(
        executionId,
        eventId,
        eventType,
        nodeId,
        nodeName,
        status,
        createdAt,
        context,
        other,
        error,
        stackTrace,
        catalogId,
        parentExecutionId,
        parentEventId,
        duration,
        nodeType,
        workerId,
        meta);
  }
}
