package io.noetl.camel.execution.trigger;

import io.noetl.camel.store.Sha256;
import io.noetl.camel.store.Storable;

/** What tells a message from others, as an index can hold it. */
final class MessageKey {
  private static final int LONGEST = 512;

  private MessageKey() {}

  /** The key; the digest of one that is long. */
  static String stored(String key) {
    String text = Storable.text(key);
    return text.length() <= LONGEST ? text : "sha256:" + Sha256.hex(text);
  }
}
