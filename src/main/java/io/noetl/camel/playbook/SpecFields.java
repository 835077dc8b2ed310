package io.noetl.camel.playbook;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a tool that stand in its {@code spec} as if they stood beside it: those that nobody
 * gives there too.
 */
final class SpecFields {
  private static final Set<String> OF_SPEC =
      Set.of("policy", "timeout", "result", "output", "desc", "description");

  private final Problems problems;

  SpecFields(Problems problems) {
    this.problems = problems;
  }

  /** The tool's fields with those of its {@code spec} below them. */
  Fields laidBelow(Fields tool, String kind) {
    if (tool.get("spec") == null) {
      return tool;
    }
    Map<String, @Nullable Object> all = new LinkedHashMap<>(tool.map());
    Fields spec = new Fields(tool.values("spec"), tool.pointer("spec"), problems);
    for (Map.Entry<String, @Nullable Object> entry : spec.map().entrySet()) {
      String key = entry.getKey();
      if (OF_SPEC.contains(key)) {
        continue;
      }
      if (!ToolFields.of(kind).contains(key)) {
        problems.warning(
            "PB0110",
            spec.pointer(key),
            "Unknown key '" + key + "' in the 'spec' of a tool: it has no effect.",
            Nearest.hint(key, OF_SPEC));
      } else if (!all.containsKey(key)) {
        problems.warning(
            "PB0275",
            spec.pointer(key),
            "'" + key + "' stands in the tool's 'spec'; it is read as if it stood beside it.",
            "Write it beside `kind:`.");
        all.put(key, entry.getValue());
      }
    }
    timeout(spec, all);
    return new Fields(all, tool.pointer(), problems);
  }

  private void timeout(Fields spec, Map<String, @Nullable Object> all) {
    Object value = spec.get("timeout");
    if (value == null || all.containsKey("timeout")) {
      return;
    }
    if (value instanceof Map<?, ?>) {
      Fields parts = new Fields(spec.values("timeout"), spec.pointer("timeout"), problems);
      parts.warnUnknown(Set.of("connect", "read"), "'timeout'");
      if (parts.get("read") != null) {
        all.put("timeout", Dialects.seconds(parts, "read", problems));
      }
    } else {
      all.put("timeout", Dialects.seconds(spec, "timeout", problems));
    }
  }
}
