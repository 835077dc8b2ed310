package io.noetl.camel.store.call;

/**
 * Names a call.
 *
 * @param executionId the execution
 * @param key the call's idempotency key
 */
public record CallId(long executionId, String key) {}
