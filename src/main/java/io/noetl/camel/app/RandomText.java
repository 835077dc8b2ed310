package io.noetl.camel.app;

import java.security.SecureRandom;
import java.util.Base64;

/** Passwords and keys that nobody can guess. */
final class RandomText {
  private RandomText() {}

  /** Random bytes as text that can be typed and stands in URLs. */
  static String of(SecureRandom random, int bytes) {
    byte[] value = new byte[bytes];
    random.nextBytes(value);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(value);
  }
}
