package io.noetl.camel.api;

import io.noetl.camel.store.IsoTime;
import io.noetl.camel.store.secret.KeychainListing;
import io.noetl.camel.store.secret.KeychainRow;
import io.noetl.camel.store.secret.KeychainRow.Scope;
import io.noetl.camel.store.secret.KeychainStore;
import io.noetl.camel.store.secret.KnownSecrets;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;

/** Keeps tokens and secrets for playbooks. */
public class KeychainApi {
  private static final int DEFAULT_SECONDS = 86_400;
  private static final int DEFAULT_LOCAL_SECONDS = 3_600;
  private static final int MAX_SECONDS = 366 * 86_400;

  private final KeychainStore keychain;
  private final KnownSecrets known;
  private final Clock clock;

  /**
   * Makes the bean.
   *
   * @param known is told of changes, so that new values are hidden at once
   */
  public KeychainApi(KeychainStore keychain, KnownSecrets known, Clock clock) {
    this.keychain = keychain;
    this.known = known;
    this.clock = clock;
  }

  /** {@code POST /api/keychain/{catalog_id}/{name}}. */
  public Object put(ApiRequest request) {
    request.require(Role.EDITOR);
    BodyFields body = request.body();
    KeychainRow.Key key = key(request, body.text("scope_type"), body.id("execution_id"));
    OffsetDateTime now = OffsetDateTime.now(clock);
    OffsetDateTime expires = expiry(body, key.scope(), now);
    KeychainRow entry =
        new KeychainRow(
            key,
            body.requiredText("credential_type"),
            cacheType(body.text("cache_type")),
            body.requiredObject("token_data"),
            expires,
            null,
            0,
            body.flag("auto_renew", false),
            body.object("renew_config"));
    try {
      keychain.put(entry, body.id("parent_execution_id"));
    } catch (DataIntegrityViolationException e) {
      throw ApiProblem.of(
          ApiError.NOT_FOUND,
          "Failed to cache keychain entry: no catalog entry " + key.catalogId());
    }
    known.changed();
    long seconds = Duration.between(now, expires).toSeconds();
    Map<String, @Nullable Object> reply = new LinkedHashMap<>();
    reply.put("status", "success");
    reply.put("message", "Keychain entry cached successfully with %ds TTL".formatted(seconds));
    reply.put("keychain_name", key.name());
    reply.put("catalog_id", key.catalogId());
    reply.put("cache_key", key.text());
    reply.put("expires_at", IsoTime.zulu(expires));
    reply.put("ttl_seconds", seconds);
    reply.put("auto_renew", entry.autoRenew());
    return reply;
  }

  /** {@code GET /api/keychain/{catalog_id}/{name}?execution_id=&scope_type=}: always 200. */
  public Object get(ApiRequest request) {
    request.require(Role.ADMIN);
    KeychainRow.Key key =
        key(request, request.query("scope_type"), request.queryId("execution_id"));
    OffsetDateTime now = OffsetDateTime.now(clock);
    return keychain
        .read(key)
        .filter(entry -> entry.expiresAt().isAfter(now) || entry.autoRenew())
        .map(entry -> found(entry, now))
        .orElseGet(() -> shape(key, "not_found"));
  }

  /**
   * {@code GET /api/keychain/catalog/{catalog_id}}: what is kept for a playbook, no value of it.
   */
  public Object list(ApiRequest request) {
    request.require(Role.VIEWER);
    OffsetDateTime now = OffsetDateTime.now(clock);
    List<Map<String, @Nullable Object>> entries =
        keychain.ofPlaybook(request.id("catalog_id")).stream()
            .map(entry -> listed(entry, now))
            .toList();
    return Map.of(
        "catalog_id", request.id("catalog_id"), "entries", entries, "count", entries.size());
  }

  private static Map<String, @Nullable Object> listed(KeychainListing entry, OffsetDateTime now) {
    Map<String, @Nullable Object> shape = new LinkedHashMap<>();
    shape.put("keychain_name", entry.name());
    shape.put("credential_type", entry.credentialType());
    shape.put("cache_type", entry.cacheType());
    shape.put("scope_type", entry.scope());
    Long execution = entry.executionId();
    shape.put("execution_id", execution == null ? null : String.valueOf(execution));
    shape.put("expires_at", IsoTime.zulu(entry.expiresAt()));
    shape.put("expired", !entry.expiresAt().isAfter(now));
    shape.put("access_count", entry.accessCount());
    shape.put("auto_renew", entry.autoRenew());
    return shape;
  }

  /**
   * {@code DELETE /api/keychain/{catalog_id}/{name}?execution_id=&scope_type=}: may be repeated.
   */
  public Object delete(ApiRequest request) {
    request.require(Role.EDITOR);
    KeychainRow.Key key =
        key(request, request.query("scope_type"), request.queryId("execution_id"));
    keychain.delete(key);
    Map<String, @Nullable Object> reply = new LinkedHashMap<>();
    reply.put("status", "success");
    reply.put("message", "Keychain entry deleted successfully");
    reply.put("keychain_name", key.name());
    reply.put("catalog_id", key.catalogId());
    return reply;
  }

  private static Map<String, @Nullable Object> found(KeychainRow entry, OffsetDateTime now) {
    boolean expired = !entry.expiresAt().isAfter(now);
    Map<String, @Nullable Object> shape = shape(entry.key(), expired ? "expired" : "success");
    OffsetDateTime accessed = entry.accessedAt();
    shape.put("token_data", expired ? null : entry.data());
    shape.put("credential_type", entry.credentialType());
    shape.put("cache_type", entry.cacheType());
    shape.put("scope_type", entry.key().scope().text());
    shape.put("expires_at", IsoTime.zulu(entry.expiresAt()));
    shape.put(
        "ttl_seconds", expired ? null : Duration.between(now, entry.expiresAt()).toNanos() / 1e9);
    shape.put("accessed_at", accessed == null ? null : IsoTime.zulu(accessed));
    shape.put("access_count", entry.accessCount());
    shape.put("auto_renew", entry.autoRenew());
    shape.put("renew_config", expired ? entry.renewConfig() : null);
    shape.put("expired", expired);
    return shape;
  }

  private static Map<String, @Nullable Object> shape(KeychainRow.Key key, String status) {
    Map<String, @Nullable Object> shape = new LinkedHashMap<>();
    shape.put("status", status);
    shape.put("keychain_name", key.name());
    shape.put("catalog_id", key.catalogId());
    shape.put("cache_key", key.text());
    for (String name :
        List.of(
            "token_data",
            "credential_type",
            "cache_type",
            "scope_type",
            "expires_at",
            "ttl_seconds",
            "accessed_at",
            "access_count")) {
      shape.put(name, null);
    }
    shape.put("auto_renew", false);
    shape.put("renew_config", null);
    shape.put("expired", false);
    return shape;
  }

  private static OffsetDateTime expiry(BodyFields body, Scope scope, OffsetDateTime now) {
    String at = body.text("expires_at");
    if (at != null && !body.has("ttl_seconds")) {
      try {
        return OffsetDateTime.parse(at);
      } catch (DateTimeParseException e) {
        throw ApiProblem.of(
            ApiError.INVALID, "expires_at is '" + at + "' (expected: as 2026-11-24T00:25:48Z)");
      }
    }
    int otherwise = scope == Scope.LOCAL ? DEFAULT_LOCAL_SECONDS : DEFAULT_SECONDS;
    return now.plusSeconds(body.integer("ttl_seconds", otherwise, 1, MAX_SECONDS));
  }

  private static String cacheType(@Nullable String text) {
    String type = text == null ? "token" : text;
    if (!type.equals("token") && !type.equals("secret")) {
      throw ApiProblem.of(
          ApiError.INVALID, "cache_type is '" + type + "' (expected: token or secret)");
    }
    return type;
  }

  private static KeychainRow.Key key(
      ApiRequest request, @Nullable String scopeText, @Nullable Long execution) {
    Scope scope;
    try {
      scope = scopeText == null ? Scope.GLOBAL : Scope.valueOf(scopeText.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw ApiProblem.of(
          ApiError.INVALID,
          "scope_type is '" + scopeText + "' (expected: local, global or shared)");
    }
    if (scope != Scope.GLOBAL && execution == null) {
      throw ApiProblem.of(
          ApiError.INVALID, "scope_type " + scope.text() + " needs an execution_id");
    }
    return new KeychainRow.Key(request.path("name"), request.id("catalog_id"), scope, execution);
  }
}
