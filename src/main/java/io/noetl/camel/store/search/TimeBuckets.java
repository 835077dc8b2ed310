package io.noetl.camel.store.search;

import io.noetl.camel.store.ExecutionSummary.Status;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.search.SearchQueries.Bucket;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Counts the executions of each bucket of time from indexes alone, bucket by bucket: nothing is
 * sorted or grouped. Most of a million are completed: all are counted without a look at their
 * status, the others by it, and what is left is completed.
 */
final class TimeBuckets {
  private final JdbcClient jdbc;
  private final Json json;

  TimeBuckets(JdbcClient jdbc, Json json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  List<Bucket> of(ExecutionSearch search, Duration width) {
    Set<Status> wanted = search.statuses().isEmpty() ? Set.of(Status.values()) : search.statuses();
    boolean completed = wanted.contains(Status.COMPLETED);
    String[] others =
        Arrays.stream(Status.values())
            .filter(status -> status != Status.COMPLETED)
            .filter(status -> completed || wanted.contains(status))
            .map(Status::name)
            .toArray(String[]::new);
    SearchConditions conditions = new SearchConditions(search.anyTime(), json);
    Map<Instant, Map<Status, Long>> found = new TreeMap<>();
    jdbc.sql(
            """
            WITH bucket AS MATERIALIZED (
              SELECT start, greatest(start, :from) AS since, least(start + make_interval(secs => :width), :to::timestamptz) AS until
                FROM generate_series(date_bin(make_interval(secs => :width), :from, timestamptz '2024-01-01 00:00:00+00'),
                                     coalesce(:to, greatest(now(), (SELECT max(start_time) FROM noetl.execution))),
                                     make_interval(secs => :width)) AS start)
            SELECT start, status, n FROM bucket CROSS JOIN LATERAL (
              SELECT NULL AS status, count(*) AS n FROM noetl.execution
               WHERE :all AND %1$s AND start_time >= since AND start_time < until
               UNION ALL
              SELECT other, (SELECT count(*) FROM noetl.execution
                              WHERE status = other AND status <> 'COMPLETED' AND %1$s AND start_time >= since AND start_time < until)
                FROM unnest(:others) AS other) counted
             WHERE n > 0
            """
                .formatted(conditions.where()))
        .params(conditions.values())
        .param("from", utc(search.from()))
        .param("to", utc(search.to()))
        .param("width", width.toSeconds())
        .param("all", completed)
        .param("others", others)
        .query(
            (row, number) -> {
              String status = row.getString("status");
              // What is left of all is completed.
              return found
                  .computeIfAbsent(
                      row.getObject("start", OffsetDateTime.class).toInstant(),
                      start -> new EnumMap<>(Status.class))
                  .merge(
                      status == null ? Status.COMPLETED : Status.valueOf(status),
                      row.getLong("n"),
                      Long::sum);
            })
        .list();
    return found.entrySet().stream()
        .flatMap(entry -> buckets(entry.getKey(), entry.getValue(), wanted).stream())
        .collect(Collectors.toList());
  }

  private static List<Bucket> buckets(Instant start, Map<Status, Long> counts, Set<Status> wanted) {
    long others =
        counts.entrySet().stream()
            .filter(entry -> entry.getKey() != Status.COMPLETED)
            .mapToLong(Map.Entry::getValue)
            .sum();
    counts.computeIfPresent(Status.COMPLETED, (status, all) -> all - others);
    List<Bucket> buckets = new ArrayList<>();
    counts.forEach(
        (status, count) -> {
          if (count > 0 && wanted.contains(status)) {
            buckets.add(new Bucket(start, status, count));
          }
        });
    return buckets;
  }

  private static @Nullable OffsetDateTime utc(@Nullable Instant time) {
    return time == null ? null : time.atOffset(ZoneOffset.UTC);
  }
}
