package io.noetl.camel.store;

import java.time.OffsetDateTime;

/**
 * One line that a step printed.
 *
 * @param logId rises with time within an execution
 * @param step the step
 * @param stream {@code stdout}, {@code stderr} or {@code system}
 * @param line without its end
 * @param createdAt when it was written
 */
public record LogLine(
    long logId, String step, String stream, String line, OffsetDateTime createdAt) {}
