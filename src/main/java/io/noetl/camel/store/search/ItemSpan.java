package io.noetl.camel.store.search;

import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One item of a loop.
 *
 * @param item its index, from 0
 * @param label names it for people; null where nothing does
 * @param token the line of control, as text
 * @param startedAt when it began, UTC
 * @param endedAt when it ended, UTC; null while it runs
 * @param status RUNNING, COMPLETED or FAILED
 * @param retries how often its tool was called again
 * @param error JSON text, as the log has it
 * @param gaps the times between its attempts
 */
public record ItemSpan(
    int item,
    @Nullable String label,
    String token,
    LocalDateTime startedAt,
    @Nullable LocalDateTime endedAt,
    String status,
    int retries,
    @Nullable String error,
    List<Gap> gaps) {}
