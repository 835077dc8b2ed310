package io.noetl.camel.execution.trigger;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message that could start nothing.
 *
 * @param id names it
 * @param key what its source tells it from others by; null where it has none
 * @param message body, headers and query
 * @param error why
 * @param receivedAt when it came
 * @param executionId what it has started since; null for nothing
 */
public record Letter(
    long id,
    @Nullable String key,
    Map<String, @Nullable Object> message,
    String error,
    Instant receivedAt,
    @Nullable Long executionId) {}
