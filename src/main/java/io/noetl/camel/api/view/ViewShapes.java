package io.noetl.camel.api.view;

import io.noetl.camel.store.IsoTime;
import io.noetl.camel.store.search.FailureQuery;
import io.noetl.camel.store.search.FoundExecution;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the console reads: ids are texts, times have their zone. */
final class ViewShapes {
  private ViewShapes() {}

  /** An execution of a list. */
  static Map<String, @Nullable Object> execution(FoundExecution execution) {
    Map<String, @Nullable Object> shape = new LinkedHashMap<>();
    Long parent = execution.parentExecutionId();
    OffsetDateTime end = execution.endTime();
    shape.put("execution_id", String.valueOf(execution.executionId()));
    shape.put("catalog_id", String.valueOf(execution.catalogId()));
    shape.put("path", execution.path());
    shape.put("version", execution.version());
    shape.put("name", execution.name());
    shape.put("status", execution.status().name());
    shape.put("started_at", IsoTime.zulu(execution.startTime()));
    shape.put("ended_at", end == null ? null : IsoTime.zulu(end));
    shape.put(
        "duration_ms",
        end == null ? null : Duration.between(execution.startTime(), end).toMillis());
    shape.put("error", execution.error());
    shape.put("parent_execution_id", parent == null ? null : parent.toString());
    shape.put("started_by", execution.startedBy());
    shape.put("trigger", execution.trigger());
    shape.put("labels", execution.labels());
    shape.put("idempotency_key", execution.idempotencyKey());
    shape.put("key", execution.key());
    shape.put("priority", execution.priority());
    return shape;
  }

  /** An execution above another. */
  static Map<String, @Nullable Object> ancestor(FailureQuery.Ancestor ancestor) {
    Map<String, @Nullable Object> shape = new LinkedHashMap<>();
    shape.put("execution_id", String.valueOf(ancestor.executionId()));
    shape.put("path", ancestor.path());
    shape.put("status", ancestor.status());
    return shape;
  }

  /** A time of the event log, which is UTC. */
  static @Nullable String zulu(@Nullable LocalDateTime time) {
    return time == null ? null : IsoTime.local(time) + "Z";
  }
}
