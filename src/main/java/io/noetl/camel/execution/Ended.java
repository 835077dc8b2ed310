package io.noetl.camel.execution;

import org.jspecify.annotations.Nullable;

/**
 * How an execution ended.
 *
 * @param executionId which one
 * @param status COMPLETED, FAILED or CANCELLED
 * @param result its last step's result
 * @param error for a person; null when it completed
 */
public record Ended(
    long executionId, String status, @Nullable Object result, @Nullable String error) {}
