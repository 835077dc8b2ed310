package io.noetl.camel.store;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * One version of one resource in the catalog.
 *
 * @param catalogId names exactly this version
 * @param path the resource's path, shared by its versions
 * @param version 1 for the first
 * @param kind {@code Playbook}, or what the client registered it as
 * @param content the document as it was sent
 * @param layout where an editor drew the steps, JSON-like
 * @param payload the parsed document, JSON-like
 * @param meta JSON-like
 * @param createdAt UTC
 * @param archivedAt when it was deleted; null where it was not
 */
public record CatalogEntry(
    long catalogId,
    String path,
    int version,
    String kind,
    String content,
    @Nullable Object layout,
    @Nullable Object payload,
    @Nullable Object meta,
    LocalDateTime createdAt,
    @Nullable OffsetDateTime archivedAt) {}
