package io.noetl.camel.execution;

import io.noetl.camel.store.Json;
import io.noetl.camel.store.event.NewEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Checks how an ended execution of the simulation has cleaned up: what can be undone was undone
 * once, newest first, where it has failed or was cancelled, and no part ran twice.
 */
final class SimCleanup {
  private final SimStore.Row row;
  private final Json json;
  private final List<String> problems = new ArrayList<>();

  SimCleanup(SimStore.Row row, Json json) {
    this.row = row;
    this.json = json;
  }

  List<String> problems() {
    List<String> done = new ArrayList<>();
    List<String> undone = new ArrayList<>();
    List<String> parts = new ArrayList<>();
    String ending = row.status;
    for (NewEvent event : row.events.values()) {
      Map<String, @Nullable Object> meta = meta(event);
      if (event.eventType().equals("cleanup.started")) {
        parts.add(event.nodeName());
        ending = meta.get("ending") instanceof Map<?, ?> map ? text(map.get("status")) : ending;
      } else if (meta.containsKey("undo")) {
        done.add(event.nodeName() + "/" + meta.get("token") + "/" + meta.get("item"));
      } else if (event.eventType().equals("step.exit")
          && meta.get("undoes") instanceof Map<?, ?> of) {
        undone.add(of.get("step") + "/" + of.get("token") + "/" + of.get("item"));
      }
    }
    List<String> expected = ending.equals("COMPLETED") ? List.of() : done.reversed();
    if (!undone.equals(expected)) {
      // the order of sets differs between JVMs, so that the seed alone does not bring it back
      List<String> log =
          row.events.values().stream()
              .map(event -> event.eventType() + " " + event.nodeName() + " " + event.meta())
              .toList();
      problems.add(
          "%s %s: undone %s, expected %s; its log: %s"
              .formatted(row.start.path(), row.status, undone, expected, log));
    }
    if (new TreeSet<>(parts).size() != parts.size()) {
      problems.add(row.start.path() + ": parts that ran again: " + parts);
    }
    return problems;
  }

  private static String text(@Nullable Object value) {
    return String.valueOf(value);
  }

  private Map<String, @Nullable Object> meta(NewEvent event) {
    String meta = event.meta();
    return meta == null ? Map.of() : json.readObject(meta);
  }
}
