package io.noetl.camel.store.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys that wrap the data keys of secrets. The first encrypts, all decrypt: a key is rotated by
 * putting a new one in front and wrapping the records anew.
 */
public final class MasterKeys {
  private static final int KEY_BYTES = 32;

  private final Map<String, SecretKey> byId;
  private final String current;

  private MasterKeys(Map<String, SecretKey> byId, String current) {
    this.byId = Map.copyOf(byId);
    this.current = current;
  }

  /**
   * Reads keys, one a line or separated by commas, each base64 of 32 bytes.
   *
   * @param source what to call the text's origin in a message
   * @throws IllegalArgumentException when there is none, or one is not 32 bytes
   */
  public static MasterKeys parse(String text, String source) {
    Map<String, SecretKey> keys = new LinkedHashMap<>();
    List<String> lines = text.lines().flatMap(line -> List.of(line.split(",")).stream()).toList();
    for (String line : lines) {
      if (!line.isBlank()) {
        byte[] key = decode(line.strip(), source);
        keys.put(idOf(key), new SecretKeySpec(key, "AES"));
      }
    }
    if (keys.isEmpty()) {
      throw new IllegalArgumentException(
          source + " holds no key; expected base64 of 32 random bytes (openssl rand -base64 32)");
    }
    return new MasterKeys(keys, keys.keySet().iterator().next());
  }

  /** A text of letters and digits that only who has the current key can make of a name. */
  public String derived(String name) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key(current).getEncoded(), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(name.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The id of the key that encrypts. */
  String current() {
    return current;
  }

  /**
   * The key of an id.
   *
   * @throws SecretCipher.Undecipherable when it is not among the keys
   */
  SecretKey key(String id) {
    SecretKey key = byId.get(id);
    if (key == null) {
      throw new SecretCipher.Undecipherable(
          "was encrypted with master key %s, which is not configured (there are: %s)"
              .formatted(id, String.join(", ", byId.keySet())));
    }
    return key;
  }

  private static byte[] decode(String base64, String source) {
    byte[] key;
    try {
      key = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(source + " holds a key that is not base64");
    }
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException(
          "%s holds a key of %d bytes (expected: %d)".formatted(source, key.length, KEY_BYTES));
    }
    return key;
  }

  private static String idOf(byte[] key) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(key);
      return HexFormat.of().formatHex(hash, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
