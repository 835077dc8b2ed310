package io.noetl.camel.playbooktest;

import io.noetl.camel.execution.LoggedEvent;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.event.NewEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The way of an execution, as its events tell. */
final class Trail {
  private final List<String> steps = new ArrayList<>();
  private final List<Way> ways = new ArrayList<>();
  private final Set<String> pointers = new HashSet<>();

  /**
   * An edge that was taken.
   *
   * @param from the step that it leaves
   * @param action JSON pointer of what chose it
   * @param to index of the step that it leads to
   */
  record Way(String from, String action, int to) {}

  static Trail of(List<NewEvent> events, Json json) {
    return ofLogged(events.stream().map(row -> LoggedEvent.of(row, json)).toList());
  }

  static Trail ofLogged(List<LoggedEvent> events) {
    Trail trail = new Trail();
    Set<String> seen = new HashSet<>();
    for (LoggedEvent event : events) {
      switch (event.eventType()) {
        case "step.enter", "loop.done" -> {
          // Items of a loop are one step; a loop without items begins nothing before its end.
          if (seen.add(event.token() + "/" + event.nodeName())) {
            trail.steps.add(event.nodeName());
          }
        }
        case "sink.executed", "sink.failed" ->
            trail.pointers.add(String.valueOf(event.meta().get("sink")));
        default -> {}
      }
      trail.edges(event);
    }
    return trail;
  }

  private void edges(LoggedEvent event) {
    if (event.meta().get("edges") instanceof List<?> edges) {
      for (Object edge : edges) {
        if (edge instanceof Map<?, ?> map && map.get("step") instanceof Number to) {
          ways.add(new Way(event.nodeName(), text(map.get("action")), to.intValue()));
          pointers.add(text(map.get("action")));
        }
      }
    }
  }

  private static String text(@Nullable Object value) {
    return String.valueOf(value);
  }

  /** The steps in the order in which they began; one that is come to again stands there again. */
  List<String> steps() {
    return steps;
  }

  List<Way> ways() {
    return ways;
  }

  /** JSON pointers of what chose a way or stored something. */
  Set<String> pointers() {
    return pointers;
  }
}
