package io.noetl.camel.execution;

import org.jspecify.annotations.Nullable;

/**
 * Which execution this is.
 *
 * @param executionId its id
 * @param catalogId the catalog entry that it runs
 * @param path its catalog path
 * @param version the version of that path
 * @param name {@code metadata.name}
 * @param parentExecutionId its parent; null for none
 * @param epoch this owner's, for fencing
 */
public record RunInfo(
    long executionId,
    long catalogId,
    String path,
    int version,
    String name,
    @Nullable Long parentExecutionId,
    long epoch) {}
