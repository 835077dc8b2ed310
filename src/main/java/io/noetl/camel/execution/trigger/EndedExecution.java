package io.noetl.camel.execution.trigger;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An execution that has ended.
 *
 * @param executionId which one
 * @param path of its playbook
 * @param version of its playbook
 * @param status COMPLETED, FAILED or CANCELLED
 * @param error null where it completed
 * @param at when it ended
 * @param depth how many ends of others led to its start
 */
record EndedExecution(
    long executionId,
    String path,
    int version,
    String status,
    @Nullable String error,
    Instant at,
    int depth) {
  /** The label that tells how many ends of others led to a start. */
  static final String DEPTH = "trigger_depth";

  Message message() {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("execution_id", Long.toString(executionId));
    body.put("path", path);
    body.put("version", (long) version);
    body.put("status", status);
    body.put("error", error);
    body.put("ended_at", at.toString());
    return new Message(body, Map.of(), Map.of());
  }
}
