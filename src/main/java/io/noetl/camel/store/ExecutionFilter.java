package io.noetl.camel.store;

import org.jspecify.annotations.Nullable;

/**
 * Which executions to list; null asks for any.
 *
 * @param path only of this catalog path
 * @param status only with this status
 * @param parentExecutionId only children of this execution
 * @param key only with this business key
 * @param limit at most so many
 * @param offset so many of the newest are left out
 */
public record ExecutionFilter(
    @Nullable String path,
    ExecutionSummary.@Nullable Status status,
    @Nullable Long parentExecutionId,
    @Nullable String key,
    int limit,
    int offset) {

  /** The newest children of an execution. */
  public static ExecutionFilter childrenOf(long executionId, int limit) {
    return new ExecutionFilter(null, null, executionId, null, limit, 0);
  }
}
