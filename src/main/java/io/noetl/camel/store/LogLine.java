package io.noetl.camel.store;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * One line that a step printed.
 *
 * @param logId rises with time within an execution
 * @param step the step
 * @param item the item of its loop, from 0; null outside of one
 * @param label names the item; null where nothing does
 * @param stream {@code stdout}, {@code stderr} or {@code system}
 * @param line without its end
 * @param createdAt when it was written
 */
public record LogLine(
    long logId,
    String step,
    @Nullable Integer item,
    @Nullable String label,
    String stream,
    String line,
    OffsetDateTime createdAt) {}
