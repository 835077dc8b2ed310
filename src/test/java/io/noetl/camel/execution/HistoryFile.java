package io.noetl.camel.execution;

import io.noetl.camel.compiler.CompiledPlaybook;
import io.noetl.camel.compiler.PlaybookCompiler;
import io.noetl.camel.playbook.PlaybookParser;
import io.noetl.camel.store.Json;
import io.noetl.camel.template.TemplateEngine;
import io.noetl.camel.template.TemplateLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The log of an execution as a release wrote it, and the states that the release folded it to: an
 * object of {@code playbook, events, states}, the states by the id of their last event.
 */
public record HistoryFile(
    String playbook, List<LoggedEvent> events, Map<String, @Nullable Object> states) {
  private static final Json JSON = new Json();

  /** Reads a file. */
  static HistoryFile read(Path file) throws IOException {
    Map<String, @Nullable Object> content = JSON.readObject(Files.readString(file));
    List<LoggedEvent> events = new ArrayList<>();
    for (Object event : (List<?>) Objects.requireNonNull(content.get("events"))) {
      events.add(event((Map<?, ?>) event));
    }
    return new HistoryFile(
        String.valueOf(content.get("playbook")), events, object(content.get("states")));
  }

  /** Writes what this release makes of a log. */
  public static void write(Path file, String playbook, List<LoggedEvent> events)
      throws IOException {
    HistoryFile history = new HistoryFile(playbook, events, Map.of());
    Map<String, @Nullable Object> content = new LinkedHashMap<>();
    content.put("playbook", playbook);
    content.put("states", history.folded());
    content.put("events", events);
    Files.createDirectories(file.getParent());
    Files.writeString(file, JSON.write(content).replace("{\"event_id\"", "\n{\"event_id\"") + "\n");
  }

  /** What this code folds the log to, at each end of a step or item and at its end. */
  Map<String, @Nullable Object> folded() {
    CompiledPlaybook compiled =
        new PlaybookCompiler(
                new PlaybookParser(), new TemplateEngine(TemplateLimits.DEFAULT), JSON::read)
            .compile(playbook, "history", "1");
    Map<String, @Nullable Object> states = new LinkedHashMap<>();
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i).isEnd() || i == events.size() - 1) {
        Snapshot snapshot = Snapshot.of(compiled, events.subList(0, i + 1));
        states.put(Long.toString(events.get(i).eventId()), JSON.readObject(JSON.write(snapshot)));
      }
    }
    return states;
  }

  private static LoggedEvent event(Map<?, ?> event) {
    Object error = event.get("error");
    return new LoggedEvent(
        ((Number) event.get("event_id")).longValue(),
        String.valueOf(event.get("event_type")),
        String.valueOf(event.get("node_name")),
        String.valueOf(event.get("status")),
        event.get("result"),
        object(event.get("meta")),
        object(event.get("context")),
        error == null ? null : error.toString(),
        null);
  }

  private static Map<String, @Nullable Object> object(@Nullable Object value) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    ((Map<?, ?>) Objects.requireNonNull(value))
        .forEach((key, member) -> object.put(String.valueOf(key), member));
    return object;
  }
}
