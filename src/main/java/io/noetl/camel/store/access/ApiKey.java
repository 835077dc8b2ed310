package io.noetl.camel.store.access;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A program's key, without its secret.
 *
 * @param keyId names the key, and stands in it
 * @param name who uses it
 * @param role what it may do: viewer, operator, editor or admin
 * @param createdAt when it was made
 * @param expiresAt when it ends; null for never
 * @param lastUsedAt when it was last used, to the minute; null for never
 */
public record ApiKey(
    String keyId,
    String name,
    String role,
    OffsetDateTime createdAt,
    @Nullable OffsetDateTime expiresAt,
    @Nullable OffsetDateTime lastUsedAt) {}
