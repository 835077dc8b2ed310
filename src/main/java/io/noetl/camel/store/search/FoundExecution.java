package io.noetl.camel.store.search;

import io.noetl.camel.store.ExecutionSummary.Status;
import java.time.OffsetDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An execution in a list, without its payload and result.
 *
 * @param startedBy the caller that started it; null where none is known
 * @param trigger what started it: api, schedule, subscription, playbook, rerun, route; null where
 *     it is not known
 * @param idempotencyKey null for none
 * @param key what it is about: its business key; null for none
 * @param priority of what waits for room the highest goes first
 */
public record FoundExecution(
    long executionId,
    long catalogId,
    String path,
    int version,
    String name,
    Status status,
    @Nullable String error,
    @Nullable Long parentExecutionId,
    @Nullable String startedBy,
    @Nullable String trigger,
    Map<String, @Nullable Object> labels,
    @Nullable String idempotencyKey,
    @Nullable String key,
    int priority,
    OffsetDateTime startTime,
    @Nullable OffsetDateTime endTime) {}
