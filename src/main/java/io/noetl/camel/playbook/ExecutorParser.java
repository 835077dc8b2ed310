package io.noetl.camel.playbook;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the {@code executor} section. */
final class ExecutorParser {
  static final Set<String> KNOWN = Set.of("profile", "version", "requires", "spec");
  static final Set<String> SPEC_KEYS =
      Set.of(
          "entry_step",
          "final_step",
          "no_next_is_error",
          "concurrency",
          "priority",
          "deadline",
          "key",
          "rate",
          "policy",
          "timeout");

  private final Problems problems;

  ExecutorParser(Problems problems) {
    this.problems = problems;
  }

  ExecutorSpec parse(Fields playbook) {
    Fields fields = new Fields(playbook.values("executor"), playbook.pointer("executor"), problems);
    fields.warnUnknown(KNOWN, "'executor'");
    requires(new Fields(fields.values("requires"), fields.pointer("requires"), problems));
    Fields spec = new Fields(fields.values("spec"), fields.pointer("spec"), problems);
    spec.warnUnknown(SPEC_KEYS, "'executor.spec'");
    return new ExecutorSpec(
        spec.text("entry_step"),
        spec.text("final_step"),
        spec.flag("no_next_is_error", false),
        priority(playbook.get("priority") == null ? spec : playbook),
        new DeadlineParser(problems).parse(playbook.get("deadline") == null ? spec : playbook),
        new BusinessKeyParser(problems).parse(spec),
        new RateParser(problems).parse(spec));
  }

  /** Seconds that a call of a step may take where nothing nearer says it; null for no bound. */
  static @Nullable Double timeout(Fields playbook, Problems problems) {
    if (!(playbook.get("executor") instanceof Map<?, ?> executor)
        || !(executor.get("spec") instanceof Map<?, ?>)) {
      return null;
    }
    Fields fields = new Fields(playbook.values("executor"), playbook.pointer("executor"), problems);
    return StepSpec.timeout(
        new Fields(fields.values("spec"), fields.pointer("spec"), problems), problems);
  }

  private int priority(Fields fields) {
    int most = ExecutorSpec.MOST_PRIORITY;
    int priority = fields.whole("priority", 0, -most);
    if (priority > most) {
      problems.error(
          "PB0108",
          fields.pointer("priority"),
          "'priority' is " + priority + ".",
          "Write a whole number from -%d to %d.".formatted(most, most));
    }
    return priority;
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
      } else if (ToolKinds.ELSEWHERE.containsKey(kind)) {
        problems.warning(
            "PB0279",
            SourceMap.child(requires.pointer("tools"), i),
            "The playbook requires the tool '" + kind + "', which is refused when it runs.",
            "Use " + ToolKinds.ELSEWHERE.get(kind) + " instead.");
      }
    }
  }
}
