package io.noetl.camel.store;

import org.jspecify.annotations.Nullable;

/**
 * Which lines of an execution's log to read; null asks for any.
 *
 * @param after only those with a higher log id
 * @param before only those with a lower one
 * @param step only of this step
 * @param stream only of this stream: stdout, stderr or system
 * @param text only those in which it stands, in capitals or not
 * @param last whether the last of them are meant, not the first
 * @param limit at most so many
 */
public record LogFilter(
    long after,
    long before,
    @Nullable String step,
    @Nullable String stream,
    @Nullable String text,
    boolean last,
    int limit) {

  /** The same, from behind a line on. */
  public LogFilter following(long logId, int most) {
    return new LogFilter(logId, before, step, stream, text, false, most);
  }
}
