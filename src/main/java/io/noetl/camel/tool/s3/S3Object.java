package io.noetl.camel.tool.s3;

import java.time.Instant;

/**
 * An object as a listing has it.
 *
 * @param key its name in the bucket
 * @param etag tells its content from another, without quotes
 * @param size in bytes
 * @param modified when it was written
 */
public record S3Object(String key, String etag, long size, Instant modified) {}
