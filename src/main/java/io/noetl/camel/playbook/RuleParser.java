package io.noetl.camel.playbook;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the {@code case} of a step. */
final class RuleParser {
  private static final Set<String> KNOWN = Set.of("when", "then", "desc", "description", "name");
  private static final Pattern EVENT_TEST = Pattern.compile("\\bevent\\s*\\.\\s*name\\b");
  private static final Pattern LITERAL = Pattern.compile("'([^']*)'|\"([^\"]*)\"");

  private final Problems problems;
  private final ActionParser actions;

  RuleParser(Problems problems, ActionParser actions) {
    this.problems = problems;
    this.actions = actions;
  }

  List<Rule> parse(List<?> value, String pointer) {
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < value.size(); i++) {
      Rule rule = rule(i, value.get(i), SourceMap.child(pointer, i));
      if (rule != null) {
        rules.add(rule);
      }
    }
    return rules;
  }

  private @Nullable Rule rule(int index, @Nullable Object value, String pointer) {
    Fields fields =
        Fields.of(
            value,
            pointer,
            "An entry of 'case'",
            "Write `- when: \"{{ … }}\"` and `then:` below it.",
            problems);
    if (fields == null) {
      return null;
    }
    fields.warnUnknown(KNOWN, "an entry of 'case'");
    if (!fields.has("then")) {
      problems.error(
          "PB0220",
          pointer,
          "An entry of 'case' has no 'then'.",
          "Write `then: {next: [{step: name}]}`.");
      return null;
    }
    String when = fields.has("when") ? fields.text("when") : "true";
    if (!fields.has("when")) {
      problems.warning(
          "PB0226",
          pointer,
          "An entry of 'case' has no 'when': it always matches.",
          "Write `when: true` if that is meant.");
    }
    String condition = when == null ? "true" : when;
    if (!condition.contains("{{") && !condition.matches("(?i)true|false|yes|no|0|1")) {
      problems.error(
          "PB0227",
          fields.pointer("when"),
          "The condition has no braces, so it is mere text: " + Fields.describe(condition) + ".",
          "Write `when: \"{{ " + condition + " }}\"`.");
    }
    return new Rule(
        index,
        condition,
        events(condition),
        actions.parse(fields.get("then"), fields.pointer("then")),
        pointer);
  }

  /**
   * The events that a condition tests: those whose names it holds as literals beside {@code
   * event.name}; all of a call when it tests the name in another way; {@code step.exit} when it
   * tests none.
   */
  static Set<EventName> events(String condition) {
    if (!EVENT_TEST.matcher(condition).find()) {
      return EnumSet.of(EventName.STEP_EXIT);
    }
    EnumSet<EventName> named = EnumSet.noneOf(EventName.class);
    Matcher literals = LITERAL.matcher(condition);
    while (literals.find()) {
      String text = literals.group(1) != null ? literals.group(1) : literals.group(2);
      EventName.of(text).ifPresent(named::add);
    }
    boolean negated = condition.matches("(?s).*(!=|\\bnot\\b).*") && condition.contains("event");
    if (named.isEmpty() || (negated && negatesName(condition))) {
      return EnumSet.of(
          EventName.CALL_DONE, EventName.CALL_ERROR, EventName.STEP_EXIT, EventName.LOOP_DONE);
    }
    return named;
  }

  private static boolean negatesName(String condition) {
    return condition.matches("(?s).*event\\s*\\.\\s*name\\s*(!=|not\\s+in).*");
  }
}
