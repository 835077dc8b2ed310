package io.noetl.camel.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which lines of an execution's log to read; null asks for any.
 *
 * @param after only those with a higher log id
 * @param before only those with a lower one
 * @param step only of this step
 * @param item only of this item of the step's loop, from 0
 * @param stream only of this stream: stdout, stderr or system
 * @param text only those in which it stands, in capitals or not
 * @param from only what was printed then or later
 * @param to only what was printed before
 * @param last whether the last of them are meant, not the first
 * @param limit at most so many
 */
public record LogFilter(
    long after,
    long before,
    @Nullable String step,
    @Nullable Integer item,
    @Nullable String stream,
    @Nullable String text,
    @Nullable Instant from,
    @Nullable Instant to,
    boolean last,
    int limit) {

  /** The same, from behind a line on. */
  public LogFilter following(long logId, int most) {
    return new LogFilter(logId, before, step, item, stream, text, from, to, false, most);
  }
}
