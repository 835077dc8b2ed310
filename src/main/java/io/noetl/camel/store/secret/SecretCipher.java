package io.noetl.camel.store.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Envelope encryption of secrets: AES-256-GCM with a data key for each record, wrapped by a master
 * key. What a record is called is authenticated with it, so that one record's secret can't be put
 * in the place of another's. Thread-safe.
 *
 * <p>The sealed form is {@code v1:<id of the master key>:<wrapped data key>:<text>}, the last two
 * in base64, each with its nonce in front.
 */
public final class SecretCipher {
  private static final String VERSION = "v1";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int KEY_BYTES = 32;

  private final MasterKeys keys;
  private final SecureRandom random;

  public SecretCipher(MasterKeys keys, SecureRandom random) {
    this.keys = keys;
    this.random = random;
  }

  /**
   * Encrypts a text.
   *
   * @param identity what the record is called, for example {@code credential:pg_local}
   */
  public String seal(String identity, String text) {
    byte[] dataKey = randomBytes(KEY_BYTES);
    return join(
        keys.current(), wrap(dataKey, identity), encrypt(aes(dataKey), utf8(text), identity));
  }

  /**
   * Decrypts a text.
   *
   * @throws Undecipherable when it was changed, belongs to another record, or its key is not there
   */
  public String open(String identity, String ciphertext) {
    Sealed parts = Sealed.parse(ciphertext);
    byte[] dataKey = decrypt(keys.key(parts.keyId()), parts.wrappedKey(), identity);
    return new String(decrypt(aes(dataKey), parts.text(), identity), StandardCharsets.UTF_8);
  }

  /** The same secret with its data key wrapped by the current master key. */
  public String rewrap(String identity, String ciphertext) {
    Sealed parts = Sealed.parse(ciphertext);
    byte[] dataKey = decrypt(keys.key(parts.keyId()), parts.wrappedKey(), identity);
    return join(keys.current(), wrap(dataKey, identity), parts.text());
  }

  /**
   * A digest that only who has the current master key can make: nobody can try texts against it.
   */
  public String digest(String text) {
    return keys.derived("digest of " + text);
  }

  /** Whether a sealed text's data key is wrapped by the current master key. */
  public boolean isCurrent(String ciphertext) {
    return Sealed.parse(ciphertext).keyId().equals(keys.current());
  }

  private byte[] wrap(byte[] dataKey, String identity) {
    return encrypt(keys.key(keys.current()), dataKey, identity);
  }

  private byte[] encrypt(SecretKey key, byte[] plain, String identity) {
    byte[] nonce = randomBytes(NONCE_BYTES);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, identity);
      byte[] ciphertext = cipher.doFinal(plain);
      return ByteBuffer.allocate(nonce.length + ciphertext.length)
          .put(nonce)
          .put(ciphertext)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM is not available", e);
    }
  }

  private static byte[] decrypt(SecretKey key, byte[] ciphertext, String identity) {
    if (ciphertext.length < NONCE_BYTES) {
      throw new Undecipherable("is cut short");
    }
    try {
      byte[] nonce = java.util.Arrays.copyOf(ciphertext, NONCE_BYTES);
      return cipher(Cipher.DECRYPT_MODE, key, nonce, identity)
          .doFinal(ciphertext, NONCE_BYTES, ciphertext.length - NONCE_BYTES);
    } catch (GeneralSecurityException e) {
      throw new Undecipherable("was changed, belongs to another record or has another master key");
    }
  }

  private static Cipher cipher(int mode, SecretKey key, byte[] nonce, String identity)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(utf8(identity));
    return cipher;
  }

  private static SecretKey aes(byte[] key) {
    return new SecretKeySpec(key, "AES");
  }

  private byte[] randomBytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String join(String keyId, byte[] wrappedKey, byte[] text) {
    Base64.Encoder base64 = Base64.getEncoder();
    return String.join(
        ":", VERSION, keyId, base64.encodeToString(wrappedKey), base64.encodeToString(text));
  }

  @SuppressWarnings("ArrayRecordComponent") // private, never compared
  private record Sealed(String keyId, byte[] wrappedKey, byte[] text) {
    static Sealed parse(String ciphertext) {
      List<String> parts = List.of(ciphertext.split(":", -1));
      if (parts.size() != 4 || !parts.get(0).equals(VERSION)) {
        throw new Undecipherable("is not in the form v1:key:data key:text");
      }
      try {
        return new Sealed(
            parts.get(1),
            Base64.getDecoder().decode(parts.get(2)),
            Base64.getDecoder().decode(parts.get(3)));
      } catch (IllegalArgumentException e) {
        throw new Undecipherable("is not base64");
      }
    }
  }

  /** A stored secret that can't be read. The message says why, without any of it. */
  public static final class Undecipherable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Undecipherable(String why) {
      super("The stored secret " + why);
    }
  }
}
