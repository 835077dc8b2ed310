package io.noetl.camel.playbook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds a tool whose fields stand in the step itself, and reads the step as it was meant. */
final class FlatTool {
  private FlatTool() {}

  /** Gives the step with its tool below {@code tool}, and a problem, where it stood beside it. */
  static Fields lifted(Fields step, Set<String> known, Problems problems) {
    if (step.has("tool") || !(step.get("kind") instanceof String kind)) {
      return step;
    }
    Set<String> ofTool = ToolFields.of(kind);
    Map<String, @Nullable Object> outer = new LinkedHashMap<>();
    Map<String, @Nullable Object> tool = new LinkedHashMap<>();
    List<String> moved = new ArrayList<>();
    step.map()
        .forEach(
            (key, value) -> {
              boolean belongs = key.equals("kind") || ofTool.contains(key);
              if (belongs && !known.contains(key)) {
                tool.put(key, value);
                moved.add(key);
              } else {
                outer.put(key, value);
              }
            });
    outer.put("tool", tool);
    problems.error(
        "PB0202",
        step.pointer("kind"),
        "The fields of the tool stand in the step itself: %s.".formatted(String.join(", ", moved)),
        "Write `tool:` above them, and them two blanks further to the right.");
    return new Fields(outer, step.pointer(), problems);
  }
}
