package io.noetl.camel.playbooktest;

import io.noetl.camel.execution.LoggedEvent;
import io.noetl.camel.store.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What two runs of a playbook have in common when they are the same.
 *
 * @param status how it ended
 * @param error why it failed; empty where it did not
 * @param result what it gave
 * @param path its steps, in the order in which they began
 * @param results what the steps gave, in order: by step, and the item of its loop
 */
record RunFacts(
    String status,
    String error,
    @Nullable Object result,
    List<String> path,
    Map<String, List<@Nullable Object>> results) {

  static RunFacts of(RecordedRun run) {
    return of(run.status(), run.error(), run.result(), run.events());
  }

  /** Of a test; null where nothing was started, or it did not end. */
  static @Nullable RunFacts of(Story story, Json json) {
    MemoryRuns.Row row = story.row();
    if (row == null || row.end() == null) {
      return null;
    }
    return of(
        row.end().status(),
        row.end().error(),
        SecretNames.hidden(json.readNullable(row.end().result())),
        row.events().stream().map(event -> LoggedEvent.of(event, json)).toList());
  }

  private static RunFacts of(
      String status, @Nullable String error, @Nullable Object result, List<LoggedEvent> events) {
    Map<String, List<@Nullable Object>> results = new LinkedHashMap<>();
    for (LoggedEvent event : events) {
      if (event.eventType().equals("step.exit")) {
        results
            .computeIfAbsent(key(event.nodeName(), event.item()), key -> new ArrayList<>())
            .add(SecretNames.hidden(event.result()));
      }
    }
    return new RunFacts(
        status, error == null ? "" : error, result, Trail.ofLogged(events).steps(), results);
  }

  static String key(String step, int item) {
    return item < 0 ? step : "%s[%d]".formatted(step, item);
  }

  /** The step that has a key. */
  static String step(String key) {
    return key.endsWith("]") ? key.substring(0, key.lastIndexOf('[')) : key;
  }

  /** As {@link ValueDiff}, but for versions of playbooks. */
  static List<String> diff(
      @Nullable Object expected, @Nullable Object actual, boolean exact, Json json) {
    return ValueDiff.of(
        withoutVersion(expected),
        withoutVersion(json.readNullable(json.writeColumn(actual))),
        exact,
        json);
  }

  /** Messages name a playbook with its version, which is another in files. */
  private static @Nullable Object withoutVersion(@Nullable Object value) {
    return Values.mapped(
        value, each -> each instanceof String text ? text.replaceAll("@\\d+:(?=\\d)", ":") : each);
  }
}
