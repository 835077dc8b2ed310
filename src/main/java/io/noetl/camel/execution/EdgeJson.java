package io.noetl.camel.execution;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An edge as the meta of an event row holds it. */
final class EdgeJson {
  private EdgeJson() {}

  static Map<String, @Nullable Object> write(Edge edge) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("action", edge.action());
    map.put("step", edge.step());
    if (edge.inline()) {
      map.put("inline", true);
    }
    if (!edge.args().isEmpty()) {
      map.put("args", edge.args());
    }
    return map;
  }

  @SuppressWarnings("unchecked")
  static Edge read(Map<String, @Nullable Object> map) {
    boolean inline = Boolean.TRUE.equals(map.get("inline"));
    Object args = map.get("args");
    return Edge.chosen(
        String.valueOf(map.get("action")),
        ((Number) Objects.requireNonNull(map.get("step"))).intValue(),
        args == null ? Map.of() : (Map<String, @Nullable Object>) args,
        inline);
  }
}
