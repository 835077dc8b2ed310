package io.noetl.camel.execution;

import java.util.LinkedHashMap;
import java.util.Map;
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
    } else {
      map.put("token", Long.toString(edge.token()));
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
    return new Edge(
        String.valueOf(map.get("action")),
        ((Number) java.util.Objects.requireNonNull(map.get("step"))).intValue(),
        args == null ? Map.of() : (Map<String, @Nullable Object>) args,
        inline,
        inline ? 0 : Long.parseLong(String.valueOf(map.get("token"))));
  }
}
