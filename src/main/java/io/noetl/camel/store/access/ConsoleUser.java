package io.noetl.camel.store.access;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who signs in by name and password.
 *
 * @param role viewer, operator, editor or admin
 * @param lastLoginAt null before the first time
 */
public record ConsoleUser(
    String name, String role, OffsetDateTime createdAt, @Nullable OffsetDateTime lastLoginAt) {}
