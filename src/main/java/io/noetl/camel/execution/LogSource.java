package io.noetl.camel.execution;

import org.jspecify.annotations.Nullable;

/**
 * What prints a line.
 *
 * @param step the step
 * @param item the item of its loop, from 0; null outside of one
 * @param label names the item for people; null where nothing does
 */
public record LogSource(String step, @Nullable Integer item, @Nullable String label) {

  /** The call of a key, {@code token/step} or {@code token/step[item]}. */
  public static LogSource ofCall(String step, String key) {
    int open = key.lastIndexOf('[');
    int close = key.lastIndexOf(']');
    String item = open >= 0 && close > open ? key.substring(open + 1, close) : "";
    return new LogSource(step, item.matches("\\d{1,9}") ? Integer.valueOf(item) : null, null);
  }
}
