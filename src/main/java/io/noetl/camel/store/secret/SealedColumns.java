package io.noetl.camel.store.secret;

import io.noetl.camel.store.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Columns of JSON that must come back as they were, and so can't be masked: a value in which a
 * stored secret stands is encrypted, any other one is written as it is.
 */
public final class SealedColumns {
  /** The one member of an encrypted value. */
  public static final String MEMBER = "$sealed";

  private final KnownSecrets secrets;
  private final SecretCipher cipher;
  private final Json json;

  public SealedColumns(KnownSecrets secrets, SecretCipher cipher, Json json) {
    this.secrets = secrets;
    this.cipher = cipher;
    this.json = json;
  }

  /**
   * What to write for a value.
   *
   * @param identity what the record is called; it can be read back by this name alone
   */
  public @Nullable Object seal(String identity, @Nullable Object value) {
    if (value == null || (!isSealed(value) && value.equals(secrets.mask().value(value)))) {
      return value;
    }
    return Map.of(MEMBER, cipher.seal(identity, json.write(value)));
  }

  /**
   * The value that was written.
   *
   * @throws SecretCipher.Undecipherable when it was encrypted by a key that is not there
   */
  public @Nullable Object open(String identity, @Nullable Object written) {
    return written instanceof Map<?, ?> map && isSealed(map)
        ? json.read(cipher.open(identity, String.valueOf(map.get(MEMBER))))
        : written;
  }

  private static boolean isSealed(Object value) {
    return value instanceof Map<?, ?> map && map.size() == 1 && map.get(MEMBER) instanceof String;
  }

  /** The name of an execution's payload. */
  public static String payload(long executionId) {
    return "payload:" + executionId;
  }

  /** The name of an execution's variable. */
  public static String variable(long executionId, String name) {
    return "variable:" + executionId + ":" + name;
  }
}
