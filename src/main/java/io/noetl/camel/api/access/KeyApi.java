package io.noetl.camel.api.access;

import io.noetl.camel.api.ApiError;
import io.noetl.camel.api.ApiProblem;
import io.noetl.camel.api.ApiRequest;
import io.noetl.camel.api.BodyFields;
import io.noetl.camel.api.Role;
import io.noetl.camel.store.IsoTime;
import io.noetl.camel.store.access.ApiKey;
import io.noetl.camel.store.access.ApiKeyStore;
import io.noetl.camel.store.access.AuditStore;
import io.noetl.camel.store.secret.KeyRotation;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keys of programs, and the audit log: for administrators. */
public class KeyApi {
  private static final int MAX_DAYS = 3650;
  private static final int MAX_PAGE = 1000;

  private final ApiKeyStore keys;
  private final AuditStore audit;
  private final KeyRotation rotation;

  public KeyApi(ApiKeyStore keys, AuditStore audit, KeyRotation rotation) {
    this.keys = keys;
    this.audit = audit;
    this.rotation = rotation;
  }

  /** {@code POST /api/keys {name, role, expires_in_days}}: the reply shows the key, this once. */
  public Object create(ApiRequest request) {
    request.require(Role.ADMIN);
    BodyFields body = request.body();
    int days = body.integer("expires_in_days", 0, 0, MAX_DAYS);
    ApiKeyStore.Created created =
        keys.create(
            body.requiredName("name"),
            role(body.requiredText("role")),
            days == 0 ? null : Duration.ofDays(days));
    Map<String, @Nullable Object> shape = shape(created.key());
    shape.put("key", created.text());
    return shape;
  }

  /** {@code GET /api/keys}. */
  public Object list(ApiRequest request) {
    request.require(Role.ADMIN);
    return Map.of("items", keys.list().stream().map(KeyApi::shape).toList());
  }

  /** {@code DELETE /api/keys/{key_id}}. */
  public Object delete(ApiRequest request) {
    request.require(Role.ADMIN);
    String id = request.path("key_id");
    if (!keys.delete(id)) {
      throw ApiProblem.of(ApiError.NOT_FOUND, "Key not found");
    }
    return Map.of("message", "Key deleted successfully", "key_id", id);
  }

  /** {@code GET /api/audit?target=&caller=&action=&page=&page_size=}: newest first. */
  public Object audit(ApiRequest request) {
    request.require(Role.ADMIN);
    int size = request.queryInt("page_size", 100, 1, MAX_PAGE);
    int page = request.queryInt("page", 1, 1, 1_000_000);
    AuditStore.Filter filter =
        new AuditStore.Filter(
            request.query("target"), request.query("caller"), request.query("action"));
    List<Map<String, @Nullable Object>> items = audit.newest(filter, size, (page - 1) * size);
    return Map.of("items", items, "page", page, "page_size", size);
  }

  /** {@code POST /api/secrets/rotate}: wraps all stored secrets with the current master key. */
  public Object rotate(ApiRequest request) {
    request.require(Role.ADMIN);
    return Map.of("status", "ok", "rewrapped", rotation.run());
  }

  /** The role that a text names. */
  static String role(String text) {
    try {
      return Role.valueOf(text.toUpperCase(Locale.ROOT)).name().toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      throw ApiProblem.of(
          ApiError.INVALID, "role is '" + text + "' (expected: viewer, operator, editor or admin)");
    }
  }

  private static Map<String, @Nullable Object> shape(ApiKey key) {
    Map<String, @Nullable Object> shape = new LinkedHashMap<>();
    shape.put("key_id", key.keyId());
    shape.put("name", key.name());
    shape.put("role", key.role());
    shape.put("created_at", IsoTime.zulu(key.createdAt()));
    shape.put("expires_at", zulu(key.expiresAt()));
    shape.put("last_used_at", zulu(key.lastUsedAt()));
    return shape;
  }

  private static @Nullable String zulu(@Nullable OffsetDateTime time) {
    return time == null ? null : IsoTime.zulu(time);
  }
}
