package io.noetl.camel.playbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code next} in all its forms: text, a map, a list of either. */
final class TargetParser {
  static final Set<String> KNOWN =
      Set.of("step", "args", "with", "data", "payload", "params", "desc", "description");
  static final List<String> ARGS_ALIASES = List.of("args", "with", "data", "payload", "params");

  private final Problems problems;

  TargetParser(Problems problems) {
    this.problems = problems;
  }

  List<Target> parse(@Nullable Object value, String pointer) {
    if (value instanceof List<?> list) {
      List<Target> targets = new ArrayList<>();
      for (int i = 0; i < list.size(); i++) {
        one(list.get(i), SourceMap.child(pointer, i), targets);
      }
      return targets;
    }
    List<Target> targets = new ArrayList<>();
    if (value != null) {
      one(value, pointer, targets);
    }
    return targets;
  }

  private void one(@Nullable Object value, String pointer, List<Target> targets) {
    switch (value) {
      case String name -> targets.add(new Target(name, Map.of(), pointer));
      case Map<?, ?> map -> {
        Fields fields = Fields.of(map, pointer, "next", "", problems);
        if (fields != null) {
          map(fields, targets);
        }
      }
      case null, default ->
          problems.error(
              "PB0211",
              pointer,
              "An entry of 'next' has to name a step, found " + Fields.describe(value) + ".",
              "Write `- step: name`.");
    }
  }

  private void map(Fields fields, List<Target> targets) {
    if (fields.has("when") || fields.has("then") || fields.has("else")) {
      problems.error(
          "PB0210",
          fields.pointer(),
          "'next' has a condition ('when'): next is unconditional.",
          "Move it to `case: [{when: \"{{ … }}\", then: {next: [{step: name}]}}]`.");
      return;
    }
    String step = fields.text("step");
    if (step == null && fields.get("arcs") instanceof List<?> arcs) {
      router(arcs, fields, targets);
      return;
    }
    if (step == null) {
      problems.error(
          "PB0211",
          fields.pointer(),
          "An entry of 'next' has no 'step', found " + Fields.describe(fields.map()) + ".",
          fields.map().keySet().stream().anyMatch(k -> k.startsWith("-"))
              ? "Put a space after the dash: `- step: name`."
              : "Write `- step: name`.");
      return;
    }
    String args = ARGS_ALIASES.stream().filter(fields::has).findFirst().orElse("args");
    fields.warnUnknown(KNOWN, "an entry of 'next'");
    targets.add(new Target(step, fields.values(args), fields.pointer()));
  }

  /** A router in a list; where its arcs lead is known all the same. */
  private void router(List<?> arcs, Fields fields, List<Target> targets) {
    problems.error(
        "PB0262",
        fields.pointer(),
        "'next' is a list with 'arcs' in it.",
        "Write `next: {arcs: [{step: name}]}`, without the list around it.");
    for (int i = 0; i < arcs.size(); i++) {
      if (arcs.get(i) instanceof Map<?, ?> arc && arc.get("step") instanceof String name) {
        targets.add(new Target(name, Map.of(), SourceMap.child(fields.pointer("arcs"), i)));
      }
    }
  }
}
