package io.noetl.camel.execution.control;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One arrival of a token at a step, as the log tells it. */
final class Arrival {
  private final long token;
  private final int place;
  private final String step;
  private final Map<String, @Nullable Object> args;
  private final Map<Integer, LogEntry> items = new TreeMap<>();
  private @Nullable LogEntry end;

  /**
   * An arrival.
   *
   * @param place how many arrivals the token had before
   * @param args the args of the transition
   */
  Arrival(long token, int place, String step, Map<String, @Nullable Object> args) {
    this.token = token;
    this.place = place;
    this.step = step;
    this.args = args;
  }

  long token() {
    return token;
  }

  int place() {
    return place;
  }

  String step() {
    return step;
  }

  Map<String, @Nullable Object> args() {
    return args;
  }

  /** The ends of its loop's items, by index. */
  Map<Integer, LogEntry> items() {
    return items;
  }

  /** Its end; null when it has none. */
  @Nullable LogEntry end() {
    return end;
  }

  void ended(LogEntry entry) {
    end = entry;
  }

  /** Whether it failed and nothing handled that. */
  boolean fails() {
    return (end != null && fails(end)) || items.values().stream().anyMatch(Arrival::fails);
  }

  /** The items whose results can be used again. */
  Map<Integer, LogEntry> goodItems() {
    Map<Integer, LogEntry> good = new LinkedHashMap<>();
    items.forEach(
        (index, entry) -> {
          if (entry.event().status().equals("COMPLETED") && !fails(entry)) {
            good.put(index, entry);
          }
        });
    return good;
  }

  private static boolean fails(LogEntry entry) {
    return Boolean.TRUE.equals(entry.event().meta().get("fails"));
  }

  /** Names the call of a playbook that it makes, for all of its attempts. */
  String call(@Nullable Integer item) {
    return call(token, step, item);
  }

  static String call(long token, String step, @Nullable Integer item) {
    return token + "/" + step + (item == null ? "" : "[" + item + "]");
  }

  /** The ways that an end has chosen, as its meta has them. */
  static List<Map<?, ?>> edges(LogEntry end) {
    List<Map<?, ?>> edges = new ArrayList<>();
    if (end.event().meta().get("edges") instanceof List<?> list) {
      list.forEach(
          edge -> {
            if (edge instanceof Map<?, ?> map) {
              edges.add(map);
            }
          });
    }
    return edges;
  }

  static boolean isInline(Map<?, ?> edge) {
    return Boolean.TRUE.equals(edge.get("inline"));
  }
}
