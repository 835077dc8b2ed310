package io.noetl.camel.execution.trigger;

import org.jspecify.annotations.Nullable;

/**
 * A message that was fetched.
 *
 * @param key what its source tells it from others by, the same whenever it is fetched; kept as it
 *     can be stored
 * @param message what it says
 * @param refusal why it can start nothing; null where it may
 */
public record Arrival(String key, Message message, @Nullable String refusal) {
  /** Its key is one that can be stored. */
  public Arrival {
    key = MessageKey.stored(key);
  }

  /** One that may start something. */
  public Arrival(String key, Message message) {
    this(key, message, null);
  }
}
