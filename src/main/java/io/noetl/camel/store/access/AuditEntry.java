package io.noetl.camel.store.access;

import org.jspecify.annotations.Nullable;

/**
 * One thing that was done, or tried.
 *
 * @param caller who
 * @param role with which role
 * @param action the route's name, for example {@code credential-save}
 * @param target what it was done to
 * @param status the HTTP status that it ended with
 */
public record AuditEntry(
    String caller, String role, String action, @Nullable String target, int status) {}
