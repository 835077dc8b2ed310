package io.noetl.camel.api.access;

import io.noetl.camel.api.Caller;
import io.noetl.camel.api.Role;
import io.noetl.camel.store.Sha256;
import io.noetl.camel.store.access.ApiKey;
import io.noetl.camel.store.access.ApiKeyStore;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the caller that a bearer token stands for. */
public final class Callers {
  private static final String KEY = "key ";
  private static final String ADMIN = "admin-key ";

  private final ApiKeyStore keys;
  private final @Nullable String adminKey;

  /**
   * Makes the finder.
   *
   * @param adminKey a key that the operator gave, of an administrator; null for none
   */
  public Callers(ApiKeyStore keys, @Nullable String adminKey) {
    this.keys = keys;
    this.adminKey = adminKey;
  }

  /** The caller of a key; empty when the key is not known or has expired. */
  public Optional<Caller> ofKey(String token) {
    if (adminKey != null && MessageDigest.isEqual(utf8(adminKey), utf8(token))) {
      return Optional.of(admin(adminKey));
    }
    return keys.verify(token).map(Callers::caller);
  }

  /** The caller of the key of this proof, as it is now. */
  Optional<Caller> ofProof(String proof) {
    if (proof.startsWith(ADMIN)) {
      return Optional.ofNullable(adminKey)
          .map(Callers::admin)
          .filter(caller -> caller.proof().equals(proof));
    }
    return proof.startsWith(KEY)
        ? keys.find(proof.substring(KEY.length())).map(Callers::caller)
        : Optional.empty();
  }

  private static Caller caller(ApiKey key) {
    return new Caller(
        "key:" + key.name(), Role.valueOf(key.role().toUpperCase(Locale.ROOT)), KEY + key.keyId());
  }

  /** Another key of the operator's is another proof. */
  private static Caller admin(String key) {
    return new Caller("admin-key", Role.ADMIN, ADMIN + Sha256.hex(key));
  }

  /** Whether a token is one of our keys rather than one of an identity provider. */
  public boolean isKey(String token) {
    return token.startsWith(ApiKeyStore.PREFIX) || token.equals(adminKey);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
