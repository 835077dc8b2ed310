package io.noetl.camel.playbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the sinks of a rule, a step or a retry, in their flat and their nested form. */
final class SinkParser {
  private static final List<String> KIND_KEYS = List.of("tool", "kind", "backend", "type");

  private final Problems problems;

  SinkParser(Problems problems) {
    this.problems = problems;
  }

  /** A sink, or several. */
  List<Action.Sink> parse(@Nullable Object value, String pointer) {
    if (value instanceof List<?> list) {
      List<Action.Sink> sinks = new ArrayList<>();
      for (int i = 0; i < list.size(); i++) {
        sinks.addAll(parse(list.get(i), SourceMap.child(pointer, i)));
      }
      return sinks;
    }
    if (value instanceof String kind) {
      checkKind(kind, pointer);
      required(kind, List.of(), pointer);
      return List.of(new Action.Sink(kind, Map.of("tool", kind), false, pointer));
    }
    Fields fields =
        Fields.of(
            value,
            pointer,
            "'sink'",
            "Write `sink: {tool: {kind: postgres, auth: …, table: …, args: {…}}}`.",
            problems);
    return fields == null ? List.of() : List.of(sink(fields));
  }

  private Action.Sink sink(Fields fields) {
    List<Fields> levels = levels(fields);
    String kind = kind(fields, levels);
    if (SinkFields.KINDS.contains(kind)) {
      levels.forEach(level -> level.warnUnknown(SinkFields.of(kind), "a sink of kind " + kind));
      required(kind, levels, fields.pointer());
    }
    boolean optional = false;
    for (Fields level : levels) {
      optional |= level.has("on_error") && isContinue(level);
    }
    return new Action.Sink(kind, fields.map(), optional, fields.pointer());
  }

  /** The maps that the fields of a sink may stand in. */
  private List<Fields> levels(Fields fields) {
    List<Fields> levels = new ArrayList<>(List.of(fields));
    for (String key : List.of("tool", "spec")) {
      if (fields.get(key) instanceof Map) {
        levels.add(new Fields(fields.values(key), fields.pointer(key), problems));
      }
    }
    return levels;
  }

  private String kind(Fields fields, List<Fields> levels) {
    for (Fields level : levels.reversed()) {
      for (String key : level.equals(fields) ? KIND_KEYS : List.of("kind")) {
        if (level.get(key) instanceof String kind) {
          checkKind(kind, level.pointer(key));
          return kind;
        }
      }
    }
    return "event";
  }

  private void checkKind(String kind, String pointer) {
    if (!SinkFields.KINDS.contains(kind)) {
      problems.error(
          "PB0225",
          pointer,
          "Unknown kind of sink '" + kind + "'.",
          Nearest.hint(kind, SinkFields.KINDS));
    }
  }

  /** A sink that says nowhere what to write to would fail at each run. */
  private void required(String kind, List<Fields> levels, String pointer) {
    Set<String> needed = SinkFields.neededOneOf(kind);
    if (!needed.isEmpty() && levels.stream().noneMatch(l -> needed.stream().anyMatch(l::has))) {
      String names =
          needed.stream().filter(name -> !name.endsWith("_b64")).sorted().toList().toString();
      problems.error(
          "PB0235",
          pointer,
          "The sink of kind %s has none of %s."
              .formatted(kind, names.substring(1, names.length() - 1)),
          SinkFields.example(kind));
    }
  }

  private boolean isContinue(Fields level) {
    return switch (level.get("on_error")) {
      case null -> false;
      case String text when text.equals("continue") -> true;
      case String text when text.equals("fail") -> false;
      case Object other -> {
        problems.error(
            "PB0203",
            level.pointer("on_error"),
            "'on_error' is " + Fields.describe(other) + ".",
            "Write fail or continue.");
        yield false;
      }
    };
  }
}
