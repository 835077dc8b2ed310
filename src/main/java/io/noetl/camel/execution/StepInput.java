package io.noetl.camel.execution;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a tool is called with, rendered.
 *
 * @param kind the tool's kind; {@code sink} for a sink
 * @param pointer where it stands in the playbook
 * @param config its fields
 * @param args merged args, the last wins: tool, step, transition
 * @param context every name that templates see
 * @param attempt 1 at the first call
 * @param idempotencyKey the same at each attempt of this step, item and page
 * @param timeout null where nothing bounds the call
 */
public record StepInput(
    String kind,
    String pointer,
    Map<String, @Nullable Object> config,
    Map<String, @Nullable Object> args,
    Map<String, @Nullable Object> context,
    int attempt,
    String idempotencyKey,
    @Nullable Duration timeout) {}
