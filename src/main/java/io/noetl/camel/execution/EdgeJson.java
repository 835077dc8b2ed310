package io.noetl.camel.execution;

import io.noetl.camel.store.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An edge as the meta of an event row holds it. Values in it are JSON in a text: the column is
 * jsonb, which would write them anew.
 */
public final class EdgeJson {
  private static final Json JSON = new Json();

  private EdgeJson() {}

  /** Values as a text. */
  public static String values(Map<String, @Nullable Object> values) {
    return JSON.write(values);
  }

  /** Values of a text, or of a map, as older logs have them. */
  public static Map<String, @Nullable Object> values(@Nullable Object written) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    if (written instanceof String text) {
      values.putAll(JSON.readObject(text));
    } else if (written instanceof Map<?, ?> map) {
      map.forEach((name, value) -> values.put(String.valueOf(name), value));
    }
    return values;
  }

  static Map<String, @Nullable Object> write(Edge edge) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("action", edge.action());
    map.put("step", edge.step());
    if (edge.inline()) {
      map.put("inline", true);
    }
    if (edge.waits()) {
      map.put("waits", true);
    }
    if (!edge.args().isEmpty()) {
      map.put("args", values(edge.args()));
    }
    return map;
  }

  static Edge read(Map<String, @Nullable Object> map) {
    Edge edge =
        Edge.chosen(
            String.valueOf(map.get("action")),
            ((Number) Objects.requireNonNull(map.get("step"))).intValue(),
            values(map.get("args")),
            Boolean.TRUE.equals(map.get("inline")));
    return Boolean.TRUE.equals(map.get("waits")) ? edge.waiting() : edge;
  }
}
