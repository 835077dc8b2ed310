package io.noetl.camel.playbook;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the {@code case} of a step. */
final class RuleParser {
  static final Set<String> KNOWN = Set.of("when", "then", "desc", "description", "name");
  private static final Pattern EVENT_TEST = Pattern.compile("\\bevent\\s*\\.\\s*name\\b");
  private static final Pattern LITERAL = Pattern.compile("'([^']*)'|\"([^\"]*)\"");

  private static final Pattern NEGATED =
      Pattern.compile("\\bevent\\s*\\.\\s*name\\s*(!=|not\\s+in)");

  private static final Pattern COMPARED =
      Pattern.compile(
          "\\bevent\\s*\\.\\s*name\\s*(?:==|!=)\\s*(['\"])([^'\"]*)\\1"
              + "|(['\"])([^'\"]*)\\3\\s*(?:==|!=)\\s*event\\s*\\.\\s*name\\b");

  /** The events that only a loop raises. */
  private static final Set<EventName> OF_LOOPS =
      EnumSet.of(EventName.LOOP_ITEM, EventName.LOOP_DONE);

  private final Problems problems;
  private final ActionParser actions;

  RuleParser(Problems problems, ActionParser actions) {
    this.problems = problems;
    this.actions = actions;
  }

  /**
   * Reads rules.
   *
   * @param loops whether their step has a loop
   */
  List<Rule> parse(List<?> value, String pointer, boolean loops) {
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < value.size(); i++) {
      Rule rule = rule(i, value.get(i), SourceMap.child(pointer, i), loops);
      if (rule != null) {
        rules.add(rule);
      }
    }
    return rules;
  }

  private @Nullable Rule rule(int index, @Nullable Object value, String pointer, boolean loops) {
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
    String when = fields.text("when");
    if (fields.get("when") == null) {
      problems.warning(
          "PB0226",
          pointer,
          "An entry of 'case' has no 'when': it always matches.",
          "Write `when: true` if that is meant.");
    }
    String condition = when == null ? "true" : when;
    ConditionText.check(condition, "when", fields.pointer("when"), problems);
    eventNames(condition, fields.pointer("when"), loops);
    List<Action> then = actions.parse(fields.get("then"), fields.pointer("then"));
    if (then.isEmpty() && isEmpty(fields.get("then"))) {
      problems.warning(
          "PB0228",
          fields.pointer("then"),
          "'then' has no action: the rule keeps those behind it from matching, and that is all.",
          "Write `then: {skip: true}` if that is meant, or an action.");
    }
    return new Rule(index, condition, events(condition), then, pointer);
  }

  private static boolean isEmpty(@Nullable Object then) {
    return (then instanceof Map<?, ?> map && map.isEmpty())
        || (then instanceof List<?> list && list.isEmpty());
  }

  /** A name that is compared with {@code event.name} has to be an event of the step. */
  private void eventNames(String condition, String pointer, boolean loops) {
    Matcher compared = COMPARED.matcher(condition);
    while (compared.find()) {
      String name = compared.group(2) != null ? compared.group(2) : compared.group(4);
      Optional<EventName> event = EventName.of(name);
      if (event.isEmpty()) {
        problems.warning(
            "PB0229",
            pointer,
            "There is no event '" + name + "', so the condition is never true.",
            Nearest.hint(name, EventName.texts()));
      } else if (!loops && OF_LOOPS.contains(event.get())) {
        problems.warning(
            "PB0230",
            pointer,
            "The step has no loop, so there is no " + name + ": the rule never matches.",
            "Use step.exit, or give the step a `loop:`.");
      }
    }
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
    if (named.isEmpty() || NEGATED.matcher(condition).find()) {
      return EnumSet.of(
          EventName.CALL_DONE, EventName.CALL_ERROR, EventName.STEP_EXIT, EventName.LOOP_DONE);
    }
    return named;
  }
}
