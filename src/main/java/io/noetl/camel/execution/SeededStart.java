package io.noetl.camel.execution;

import io.noetl.camel.store.event.NewEvent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Starts an execution whose log begins with what another one has recorded.
 *
 * @param executionId its id, which its events may name
 * @param catalogId the version of the playbook that it runs
 * @param payload what it counts as started with
 * @param parent the call that waits for it; null for an execution of its own
 * @param idempotencyKey null for none
 * @param priority of what waits for room the highest goes first
 * @param origin the execution that it is made of
 * @param rows its first events: what they leave open runs
 */
public record SeededStart(
    long executionId,
    long catalogId,
    Map<String, @Nullable Object> payload,
    StartRequest.@Nullable Parent parent,
    @Nullable String idempotencyKey,
    int priority,
    long origin,
    List<NewEvent> rows) {}
