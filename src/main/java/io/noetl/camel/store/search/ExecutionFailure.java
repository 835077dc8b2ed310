package io.noetl.camel.store.search;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What an execution failed with.
 *
 * @param item the item of the step's loop; null without one
 * @param attempts how often the tool was called
 * @param eventId the event that says so
 * @param at when, UTC
 * @param error JSON text, as the log has it
 * @param stackTrace the traceback of the user's code
 * @param child a failed execution that the step had started; null for none
 */
public record ExecutionFailure(
    String step,
    @Nullable String token,
    @Nullable Integer item,
    int attempts,
    long eventId,
    LocalDateTime at,
    @Nullable String error,
    @Nullable String stackTrace,
    @Nullable Long child) {}
