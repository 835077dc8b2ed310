package io.noetl.camel.playbook;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the {@code executor} section. */
final class ExecutorParser {
  static final Set<String> KNOWN = Set.of("profile", "version", "requires", "spec");
  static final Set<String> SPEC_KEYS =
      Set.of("entry_step", "final_step", "no_next_is_error", "policy", "timeout");

  private final Problems problems;

  ExecutorParser(Problems problems) {
    this.problems = problems;
  }

  ExecutorSpec parse(Fields playbook) {
    if (playbook.get("executor") == null) {
      return ExecutorSpec.NONE;
    }
    Fields fields = new Fields(playbook.values("executor"), playbook.pointer("executor"), problems);
    fields.warnUnknown(KNOWN, "'executor'");
    requires(new Fields(fields.values("requires"), fields.pointer("requires"), problems));
    Fields spec = new Fields(fields.values("spec"), fields.pointer("spec"), problems);
    spec.warnUnknown(SPEC_KEYS, "'executor.spec'");
    return new ExecutorSpec(
        spec.text("entry_step"), spec.text("final_step"), spec.flag("no_next_is_error", false));
  }

  /** The steps that it names have to be there. */
  static void check(ExecutorSpec executor, List<Step> steps, Problems problems) {
    List<String> names = steps.stream().map(Step::name).toList();
    missing("entry_step", executor.entryStep(), names, problems);
    missing("final_step", executor.finalStep(), names, problems);
  }

  private static void missing(
      String key, @Nullable String name, List<String> names, Problems problems) {
    if (name != null && !names.contains(name)) {
      problems.error(
          "PB0274",
          "/executor/spec/" + key,
          "'" + key + "' is '" + name + "', which is no step.",
          Nearest.hint(name, names));
    }
  }

  private void requires(Fields requires) {
    List<?> tools = requires.items("tools");
    for (int i = 0; i < tools.size(); i++) {
      String kind = String.valueOf(tools.get(i));
      if (!ToolParser.KINDS.contains(kind)) {
        problems.warning(
            "PB0279",
            SourceMap.child(requires.pointer("tools"), i),
            "The playbook requires the tool '" + kind + "', which there is not.",
            Nearest.hint(kind, ToolParser.KINDS));
      }
    }
  }
}
