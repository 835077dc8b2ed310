package io.noetl.camel.playbook;

import io.noetl.camel.playbook.Assignments.Assignment;
import io.noetl.camel.playbook.Assignments.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code next: {spec, arcs}}. */
final class ArcsParser {
  static final Set<String> KNOWN = Set.of("spec", "arcs", "desc", "description");
  static final Set<String> SPEC_KEYS = Set.of("mode", "on_no_match", "policy");
  static final Set<String> ARC_KEYS =
      Set.of("step", "when", "set", "spec", "args", "set_ctx", "desc", "description", "name");

  private static final String OF_SPEC = "Write it below `spec:`, beside `arcs:`.";
  private static final Map<String, String> ELSEWHERE =
      Map.of("mode", OF_SPEC, "on_no_match", OF_SPEC, "policy", OF_SPEC);
  private static final String OF_STEP = "Did you mean 'step'?";
  private static final Map<String, String> OF_OTHERS =
      Map.of(
          "then",
          "Write `set: {ctx.name: …}` in the arc; where it leads is its `step`.",
          "input",
          "Write `set: {ctx.name: …}`, or `input:` in the step that the arc leads to.",
          "to",
          OF_STEP,
          "next",
          OF_STEP,
          "target",
          OF_STEP);

  private final Problems problems;
  private final AssignmentsParser assignments;

  ArcsParser(Problems problems) {
    this.problems = problems;
    this.assignments = new AssignmentsParser(problems);
  }

  /** Whether a {@code next} is written in the dialect of arcs. */
  static boolean isArcs(@Nullable Object next) {
    return next instanceof Map<?, ?> map
        && !map.containsKey("step")
        && (map.containsKey("arcs") || map.containsKey("spec"));
  }

  /**
   * Reads a router.
   *
   * @param loop whether its step has a loop
   */
  Router.Arcs parse(Fields next, boolean loop) {
    next.warnUnknown(KNOWN, "'next'", ELSEWHERE);
    Fields spec = new Fields(next.values("spec"), next.pointer("spec"), problems);
    spec.warnUnknown(SPEC_KEYS, "'next.spec'");
    List<Arc> arcs = new ArrayList<>();
    Object written = next.get("arcs");
    if (!(written instanceof List<?>)) {
      problems.error(
          "PB0262",
          written == null ? next.pointer() : next.pointer("arcs"),
          written == null
              ? "'next' has no 'arcs'."
              : "'arcs' has to be a list, found " + Fields.describe(written) + ".",
          "Write `next: {arcs: [{step: name}]}`.");
    } else {
      List<?> items = (List<?>) written;
      for (int i = 0; i < items.size(); i++) {
        Arc arc = arc(i, items.get(i), SourceMap.child(next.pointer("arcs"), i), loop);
        if (arc != null) {
          arcs.add(arc);
        }
      }
    }
    return new Router.Arcs(mode(spec), isQuiet(spec), arcs, next.pointer());
  }

  private Router.Mode mode(Fields spec) {
    String mode = spec.text("mode");
    return switch (mode == null ? "exclusive" : mode) {
      case "exclusive" -> Router.Mode.EXCLUSIVE;
      case "inclusive" -> Router.Mode.INCLUSIVE;
      default -> {
        problems.error(
            "PB0263",
            spec.pointer("mode"),
            "Unknown mode of arcs '" + mode + "'.",
            "Write exclusive (the first arc that matches) or inclusive (all that match).");
        yield Router.Mode.EXCLUSIVE;
      }
    };
  }

  private boolean isQuiet(Fields spec) {
    String text = spec.text("on_no_match");
    if (text == null || text.equals("complete")) {
      return false;
    }
    if (!text.equals("quiet")) {
      problems.error(
          "PB0264",
          spec.pointer("on_no_match"),
          "Unknown 'on_no_match' '" + text + "'.",
          "Write complete or quiet.");
    }
    return true;
  }

  private @Nullable Arc arc(int index, @Nullable Object value, String pointer, boolean loop) {
    if (value instanceof String name) {
      problems.error(
          "PB0262", pointer, "An arc is text ('" + name + "').", "Write `{step: " + name + "}`.");
      return null;
    }
    Fields fields = Fields.of(value, pointer, "An arc", "Write `{step: name}`.", problems);
    if (fields == null) {
      return null;
    }
    warnUnknown(fields);
    String step = fields.text("step");
    if (step == null) {
      if (fields.get("step") == null) {
        problems.error("PB0211", pointer, "An arc has no 'step'.", "Write `{step: name}`.");
      }
      return null;
    }
    String when = fields.get("when") == null ? null : fields.text("when");
    if (when != null && when.isBlank()) {
      problems.error(
          "PB0227",
          fields.pointer("when"),
          "The condition of the arc is empty.",
          "Leave `when` out where the arc always matches.");
    }
    ArcEvents events = ArcEvents.of(when == null ? "" : when, loop);
    events.check(fields.pointer("when"), loop, problems);
    List<Assignment> set =
        new ArrayList<>(assignments.parse(without(fields, "set_iter"), Scope.CTX).entries());
    assignments.old(fields, "args", Scope.CTX, "set: {ctx.name: …}", set);
    onlyLasting(set);
    return new Arc(
        index,
        when,
        events.success(),
        events.failure(),
        events.afterLoop(),
        events.aboutErrors(),
        new Target(step, Map.of(), pointer),
        new Assignments(set, fields.pointer("set")),
        pointer);
  }

  private Fields without(Fields fields, String key) {
    return new Fields(fields.without(Set.of(key)), fields.pointer(), problems);
  }

  /** What belongs to one run of the step is gone when an arc is taken. */
  private void onlyLasting(List<Assignment> set) {
    for (Assignment entry : set) {
      if (entry.scope() != Scope.CTX) {
        problems.warning(
            "PB0266",
            entry.pointer(),
            "The arc's 'set' writes into the scope of the step that is over: nobody sees it.",
            "Write `ctx." + String.join(".", entry.path()) + ": …`.");
      }
    }
  }

  private void warnUnknown(Fields fields) {
    for (String key : List.of("cond", "condition", "if")) {
      if (fields.has(key)) {
        problems.warning(
            "PB0110",
            fields.pointer(key),
            "Unknown key '" + key + "' in an arc: it has no effect, so the arc always matches.",
            "Did you mean 'when'?");
      }
    }
    new Fields(fields.without(Set.of("cond", "condition", "if")), fields.pointer(), problems)
        .warnUnknown(ARC_KEYS, "an arc", OF_OTHERS);
  }
}
