package io.noetl.camel.playbooktest;

import io.noetl.camel.execution.LoggedEvent;
import io.noetl.camel.store.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An execution that has ended, as its log tells it.
 *
 * @param path of its playbook
 * @param version of its playbook
 * @param status COMPLETED, FAILED or CANCELLED
 * @param error why it failed; null where it did not
 * @param result what it gave
 * @param startedAt to the second
 * @param events in the order of what happened
 */
public record RecordedRun(
    String path,
    int version,
    String status,
    @Nullable String error,
    @Nullable Object result,
    Instant startedAt,
    List<LoggedEvent> events) {

  /** Reads what {@code GET /api/executions/{id}} answers, without secrets. */
  public static RecordedRun of(Map<String, @Nullable Object> execution) {
    Json json = new Json();
    List<LoggedEvent> events = new ArrayList<>();
    if (execution.get("events") instanceof List<?> all) {
      all.forEach(event -> events.add(event(map(event), json)));
    }
    return new RecordedRun(
        String.valueOf(execution.get("path")),
        execution.get("version") instanceof Number version ? version.intValue() : 1,
        String.valueOf(execution.get("status")),
        text(execution.get("error")),
        SecretNames.hidden(execution.get("result")),
        Instant.parse(String.valueOf(execution.get("started_at"))).truncatedTo(ChronoUnit.SECONDS),
        events);
  }

  private static LoggedEvent event(Map<String, @Nullable Object> event, Json json) {
    // As its column, the error is JSON.
    String error = text(event.get("error"));
    return new LoggedEvent(
        event.get("event_id") instanceof Number id ? id.longValue() : 0,
        String.valueOf(event.get("event_type")),
        String.valueOf(event.get("node_name")),
        String.valueOf(event.get("status")),
        SecretNames.hidden(event.get("result")),
        map(event.get("meta")),
        map(event.get("context")),
        error == null ? null : String.valueOf(json.read(error)),
        text(event.get("stack_trace")));
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  private static Map<String, @Nullable Object> map(@Nullable Object value) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> members) {
      members.forEach((key, member) -> map.put(String.valueOf(key), member));
    }
    return map;
  }

  /** What its playbook was started with, defaults among it. */
  Map<String, @Nullable Object> workload() {
    return events.stream()
        .filter(event -> event.eventType().equals("playbook.initialized"))
        .findFirst()
        .map(event -> map(map(event.result()).get("workload")))
        .orElseGet(LinkedHashMap::new);
  }
}
