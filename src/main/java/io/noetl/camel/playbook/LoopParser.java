package io.noetl.camel.playbook;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a {@code loop}. */
final class LoopParser {
  static final int DEFAULT_MAX_IN_FLIGHT = 16;

  static final Set<String> KNOWN =
      Set.of(
          "in",
          "collection",
          "over",
          "iterator",
          "element",
          "mode",
          "max_in_flight",
          "concurrency",
          "fail_fast",
          "label",
          "spec",
          "cursor");
  static final Set<String> SPEC_KEYS =
      Set.of("mode", "max_in_flight", "concurrency", "policy", "fail_fast", "frame", "timeout");

  private static final Set<Object> PLACES = Set.of("local", "distributed");
  private static final String STEPS_POLICY =
      "What becomes of failed items is said by the step: `spec: {policy: {failure: {mode:"
          + " best_effort}}}`.";

  private static final Map<String, String> OTHER_LISTS =
      Map.of("items", "Write it as `in:`.", "list", "Write it as `in:`.");

  private final Problems problems;

  LoopParser(Problems problems) {
    this.problems = problems;
  }

  /**
   * Reads a loop.
   *
   * @param step its step, which may say how its items run
   * @param failFast whether the step's policy says that a failing item stops the others
   */
  @Nullable Loop parse(@Nullable Object value, String pointer, Fields step, boolean failFast) {
    Fields fields =
        Fields.of(
            value,
            pointer,
            "'loop'",
            "Write `loop: {in: \"{{ workload.items }}\", iterator: item}`.",
            problems);
    if (fields == null) {
      return null;
    }
    fields.warnUnknown(KNOWN, "'loop'", OTHER_LISTS);
    Fields spec = new Fields(fields.values("spec"), fields.pointer("spec"), problems);
    spec.warnUnknown(SPEC_KEYS, "'loop.spec'");
    checkPolicy(spec);
    List<Fields> places = List.of(spec, fields, step);
    if (fields.has("cursor") || isCursor(places)) {
      return cursor(fields, spec, places, failFast);
    }
    return new Loop(
        items(fields),
        iterator(fields, "item"),
        mode(places),
        bound(places, DEFAULT_MAX_IN_FLIGHT),
        failsFast(fields, spec, failFast),
        fields.text("label"),
        null);
  }

  /** What it goes over; none, with a problem, where that is not said: the rest is read as well. */
  private Object items(Fields fields) {
    String key = fields.has("in") ? "in" : fields.has("collection") ? "collection" : "over";
    if (!fields.has(key)) {
      problems.error(
          "PB0231",
          fields.pointer(),
          "The loop has no 'in'.",
          "Write `in: \"{{ workload.items }}\"`, or a list.");
      return List.of();
    }
    Object in = fields.get(key);
    if (!(in instanceof String || in instanceof List || in instanceof Map)) {
      problems.error(
          "PB0232",
          fields.pointer(key),
          "'" + key + "' is " + Fields.describe(in) + ".",
          "Write a list, or a template that gives one.");
      return List.of();
    }
    return in;
  }

  private static boolean failsFast(Fields fields, Fields spec, boolean failFast) {
    boolean own = fields.flag("fail_fast", false);
    return spec.flag("fail_fast", false) || own || failFast;
  }

  /**
   * Placement is all that a loop's policy has, and it has no effect: what looks like more is told.
   */
  private void checkPolicy(Fields spec) {
    if (!(spec.get("policy") instanceof Map)) {
      return;
    }
    Fields policy = new Fields(spec.values("policy"), spec.pointer("policy"), problems);
    policy.warnUnknown(
        Set.of("exec", "results"),
        "'loop.spec.policy'",
        Map.of("failure", STEPS_POLICY, "mode", STEPS_POLICY));
    Object exec = policy.get("exec");
    if (exec != null && !PLACES.contains(exec)) {
      problems.warning(
          "PB0278",
          policy.pointer("exec"),
          "'exec' is " + Fields.describe(exec) + ": it has no effect.",
          "Write local or distributed. " + STEPS_POLICY);
    }
  }

  private static boolean isCursor(List<Fields> places) {
    return places.stream()
        .filter(place -> place.has("mode"))
        .findFirst()
        .filter(place -> "cursor".equalsIgnoreCase(String.valueOf(place.get("mode"))))
        .isPresent();
  }

  /** A loop over rows that it claims; one over nothing, with a problem, where they are not said. */
  private Loop cursor(Fields fields, Fields spec, List<Fields> places, boolean failFast) {
    Cursor cursor =
        checkCursor(fields, isCursor(places))
            ? new CursorParser(problems).parse(fields, spec)
            : null;
    return new Loop(
        cursor == null ? List.of() : null,
        iterator(fields, "row"),
        cursor == null ? Loop.Mode.SEQUENTIAL : Loop.Mode.CURSOR,
        bound(places, 1),
        failsFast(fields, spec, failFast),
        fields.text("label"),
        cursor);
  }

  /** Whether there is a cursor to read, and nothing beside it that contradicts it. */
  private boolean checkCursor(Fields fields, boolean mode) {
    if (!fields.has("cursor")) {
      problems.error(
          "PB0288",
          fields.pointer(),
          "The loop is of mode cursor and has no 'cursor'.",
          "Write `cursor: {kind: postgres, auth: name, claim: \"UPDATE … RETURNING …\"}`, or"
              + " another mode.");
      return false;
    }
    for (String key : List.of("in", "collection", "over")) {
      if (fields.has(key)) {
        problems.error(
            "PB0289",
            fields.pointer(key),
            "The loop has '" + key + "' and 'cursor': two places where its items come from.",
            "Leave one of them out.");
        return true;
      }
    }
    if (!mode) {
      problems.error(
          "PB0288",
          fields.pointer("cursor"),
          "The loop has a 'cursor' and is not of mode cursor.",
          "Write `spec: {mode: cursor}` in the loop.");
    }
    return true;
  }

  private String iterator(Fields fields, String otherwise) {
    String iterator = fields.text(fields.has("iterator") ? "iterator" : "element");
    if (iterator != null && !iterator.matches("[A-Za-z_]\\w*")) {
      problems.error(
          "PB0234",
          fields.pointer(fields.has("iterator") ? "iterator" : "element"),
          "The iterator is " + Fields.describe(iterator) + ", which no template can name.",
          "Write a name of letters, digits and underscores, like item.");
    }
    return iterator == null ? otherwise : iterator;
  }

  /** How many items run at once: a number, or a template that gives one. */
  private Object bound(List<Fields> places, int otherwise) {
    for (Fields place : places) {
      for (String key : List.of("max_in_flight", "concurrency")) {
        if (place.has(key)) {
          return Dialects.isTemplate(place.get(key))
              ? String.valueOf(place.get(key))
              : (Object) (long) place.whole(key, otherwise, 1);
        }
      }
    }
    return (long) otherwise;
  }

  private Loop.Mode mode(List<Fields> places) {
    for (Fields place : places) {
      if (place.has("mode")) {
        return mode(place);
      }
    }
    return Loop.Mode.SEQUENTIAL;
  }

  private Loop.Mode mode(Fields fields) {
    String mode = fields.text("mode");
    return switch (mode == null ? "sequential" : mode.toLowerCase(Locale.ROOT)) {
      case "sequential" -> Loop.Mode.SEQUENTIAL;
      case "async", "parallel" -> Loop.Mode.PARALLEL;
      default -> {
        problems.error(
            "PB0233",
            fields.pointer("mode"),
            "Unknown mode '" + mode + "'.",
            "Write sequential, async or parallel; cursor for rows that are claimed.");
        yield Loop.Mode.SEQUENTIAL;
      }
    };
  }
}
