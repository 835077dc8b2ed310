package io.noetl.camel.playbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * At which ends of a step an arc is tried, and under which event names: several names mean the same
 * end, so that a condition is tried with each that it holds.
 *
 * @param success the names when the step succeeded
 * @param failure the names when it failed; none for an arc that says nothing of failures
 * @param afterLoop whether it tests {@code loop.done}
 * @param aboutErrors whether it asks how the step ended other than by the event's name
 * @param unknown names of no event
 */
record ArcEvents(
    List<String> success,
    List<String> failure,
    boolean afterLoop,
    boolean aboutErrors,
    List<String> unknown) {
  private static final List<String> SUCCESS =
      List.of("step.done", "call.done", "step.exit", "command.completed");
  private static final List<String> FAILURE =
      List.of("step.failed", "call.error", "command.failed");
  private static final String LOOP_DONE = "loop.done";
  private static final Pattern EVENT = Pattern.compile("\\bevent\\s*\\.\\s*name\\b");
  private static final Pattern ERRORS =
      Pattern.compile(
          "\\b(output|outcome)\\s*\\.\\s*(status|error)\\b|(?<![.\\w'\"])error\\b(?!['\"])");
  private static final Pattern LITERAL = Pattern.compile("'([^']*)'|\"([^\"]*)\"");

  static ArcEvents of(String condition, boolean loop) {
    boolean byName = EVENT.matcher(condition).find();
    boolean aboutErrors = ERRORS.matcher(condition).find();
    List<String> literals = new ArrayList<>();
    Matcher matcher = LITERAL.matcher(condition);
    while (byName && matcher.find()) {
      String text = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
      if (text.matches("[a-z]+\\.[a-z]+")) {
        literals.add(text);
      }
    }
    List<String> success = named(SUCCESS, literals);
    if (loop && (literals.contains(LOOP_DONE) || success.isEmpty())) {
      success.add(LOOP_DONE);
    }
    if (success.isEmpty()) {
      success.add(SUCCESS.getFirst());
    }
    List<String> failure = new ArrayList<>();
    if (byName || aboutErrors) {
      failure = named(FAILURE, literals);
      if (failure.isEmpty()) {
        failure.add(FAILURE.getFirst());
      }
    }
    Set<String> known = Set.copyOf(all());
    List<String> unknown = literals.stream().filter(l -> !known.contains(l)).toList();
    return new ArcEvents(
        List.copyOf(success),
        List.copyOf(failure),
        literals.contains(LOOP_DONE),
        aboutErrors,
        unknown);
  }

  private static List<String> named(List<String> names, List<String> literals) {
    return new ArrayList<>(names.stream().filter(literals::contains).toList());
  }

  private static List<String> all() {
    List<String> all = new ArrayList<>(SUCCESS);
    all.addAll(FAILURE);
    all.add(LOOP_DONE);
    return all;
  }

  /** Warns of names that no end of a step has. */
  void check(String pointer, boolean loop, Problems problems) {
    for (String name : unknown) {
      if (EventName.of(name).isPresent() || name.startsWith("step.") || name.startsWith("loop.")) {
        problems.warning(
            "PB0229",
            pointer,
            "Arcs are not tried at '" + name + "', so that this is never true.",
            Nearest.hint(name, all()));
      }
    }
    if (afterLoop && !loop) {
      problems.warning(
          "PB0230",
          pointer,
          "The step has no loop, so there is no loop.done: that is never true.",
          "Use step.done, or give the step a `loop:`.");
    }
  }
}
