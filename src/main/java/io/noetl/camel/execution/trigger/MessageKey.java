package io.noetl.camel.execution.trigger;

import io.noetl.camel.store.Storable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What tells a message from others, as an index can hold it. */
final class MessageKey {
  private static final int LONGEST = 512;

  private MessageKey() {}

  /** The key; the digest of one that is long. */
  static String stored(String key) {
    String text = Storable.text(key);
    if (text.length() <= LONGEST) {
      return text;
    }
    try {
      return "sha256:"
          + HexFormat.of()
              .formatHex(
                  MessageDigest.getInstance("SHA-256")
                      .digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
