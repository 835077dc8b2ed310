package io.noetl.camel.store.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Keys of programs: {@code noetl_<key id>_<secret>}. The secret is 256 random bits, so that a plain
 * hash keeps it safe; it is compared in constant time.
 */
public final class ApiKeyStore {
  /** What every key begins with. */
  public static final String PREFIX = "noetl_";

  private static final Pattern KEY = Pattern.compile(PREFIX + "([0-9a-f]{12})_([A-Za-z0-9_-]{43})");
  private static final int ID_BYTES = 6;
  private static final int SECRET_BYTES = 32;
  private static final String COLUMNS = "key_id, name, role, created_at, expires_at, last_used_at";

  private final JdbcClient jdbc;
  private final SecureRandom random;
  private final Clock clock;

  public ApiKeyStore(JdbcClient jdbc, SecureRandom random, Clock clock) {
    this.jdbc = jdbc;
    this.random = random;
    this.clock = clock;
  }

  /**
   * Makes a key.
   *
   * @param lifetime how long it is good; null for ever
   */
  public Created create(String name, String role, @Nullable Duration lifetime) {
    String id = HexFormat.of().formatHex(randomBytes(ID_BYTES));
    String secret =
        Base64.getUrlEncoder().withoutPadding().encodeToString(randomBytes(SECRET_BYTES));
    ApiKey key =
        jdbc.sql(
                """
                INSERT INTO noetl.api_key (key_id, name, role, secret_hash, expires_at)
                VALUES (:id, :name, :role, :hash, :expires)
                RETURNING
                """
                    + COLUMNS)
            .param("id", id)
            .param("name", name)
            .param("role", role)
            .param("hash", hash(secret))
            .param("expires", lifetime == null ? null : OffsetDateTime.now(clock).plus(lifetime))
            .query(ApiKeyStore::key)
            .single();
    return new Created(key, PREFIX + id + "_" + secret);
  }

  /** The key that a text is, when it is one that is known and has not expired. */
  public Optional<ApiKey> verify(String text) {
    Matcher parts = KEY.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    Optional<Stored> stored =
        jdbc.sql("SELECT secret_hash, " + COLUMNS + " FROM noetl.api_key WHERE key_id = :id")
            .param("id", parts.group(1))
            .query((row, index) -> new Stored(key(row, index), row.getBytes("secret_hash")))
            .optional();
    OffsetDateTime now = OffsetDateTime.now(clock);
    Optional<ApiKey> good =
        stored
            .filter(found -> MessageDigest.isEqual(found.hash(), hash(parts.group(2))))
            .map(Stored::key)
            .filter(key -> isGood(key, now));
    good.ifPresent(key -> noteUse(key, now));
    return good;
  }

  /** A key that has not expired. */
  public Optional<ApiKey> find(String keyId) {
    OffsetDateTime now = OffsetDateTime.now(clock);
    return jdbc.sql("SELECT " + COLUMNS + " FROM noetl.api_key WHERE key_id = :id")
        .param("id", keyId)
        .query(ApiKeyStore::key)
        .optional()
        .filter(key -> isGood(key, now));
  }

  private static boolean isGood(ApiKey key, OffsetDateTime now) {
    return key.expiresAt() == null || key.expiresAt().isAfter(now);
  }

  /** All keys, newest first. */
  public List<ApiKey> list() {
    return jdbc.sql("SELECT " + COLUMNS + " FROM noetl.api_key ORDER BY created_at DESC")
        .query(ApiKeyStore::key)
        .list();
  }

  /** Takes a key off; says whether there was one. */
  public boolean delete(String keyId) {
    return jdbc.sql("DELETE FROM noetl.api_key WHERE key_id = :id").param("id", keyId).update() > 0;
  }

  /** Once a minute is enough to know whether a key is still in use. */
  private void noteUse(ApiKey key, OffsetDateTime now) {
    OffsetDateTime last = key.lastUsedAt();
    if (last == null || last.isBefore(now.minusMinutes(1))) {
      jdbc.sql("UPDATE noetl.api_key SET last_used_at = :now WHERE key_id = :id")
          .param("now", now)
          .param("id", key.keyId())
          .update();
    }
  }

  private byte[] randomBytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] hash(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ApiKey key(ResultSet row, int index) throws SQLException {
    return new ApiKey(
        row.getString("key_id"),
        row.getString("name"),
        row.getString("role"),
        row.getObject("created_at", OffsetDateTime.class),
        row.getObject("expires_at", OffsetDateTime.class),
        row.getObject("last_used_at", OffsetDateTime.class));
  }

  /**
   * A key that was just made.
   *
   * @param text what its user sends; shown this once
   */
  public record Created(ApiKey key, String text) {
    @Override
    public String toString() {
      return "Created[" + key + "]";
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // private, never compared as a record
  private record Stored(ApiKey key, byte[] hash) {}
}
