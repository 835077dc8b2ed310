package io.noetl.camel.store;

import java.time.OffsetDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A worker pool, server or broker that announced itself.
 *
 * @param runtimeId its id
 * @param name unique within its kind
 * @param kind {@code worker_pool}, {@code server_api} or {@code broker}
 * @param status as it said, {@code offline} when it stopped saying so
 * @param capacity how many tasks it takes at once
 * @param labels JSON-like
 * @param runtime type, pid and host name
 * @param heartbeat when it was last heard of
 */
public record RuntimeEntry(
    long runtimeId,
    String name,
    String kind,
    String status,
    @Nullable Integer capacity,
    @Nullable Object labels,
    @Nullable Object runtime,
    OffsetDateTime heartbeat,
    OffsetDateTime createdAt,
    OffsetDateTime updatedAt) {

  /**
   * What a runtime says about itself.
   *
   * @param runtime type, pid and host name
   */
  public record Announcement(
      String name,
      String kind,
      @Nullable String uri,
      String status,
      @Nullable Integer capacity,
      @Nullable Object labels,
      Map<String, @Nullable Object> runtime) {}
}
