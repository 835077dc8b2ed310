package io.noetl.camel.playbook;

import static java.util.stream.Collectors.toMap;

import io.noetl.camel.playbook.Assignments.Scope;
import io.noetl.camel.playbook.PolicyRule.Backoff;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code spec.policy.rules} of a task. */
final class PolicyParser {
  static final Set<String> RULE_KEYS = Set.of("when", "expr", "then", "else", "desc", "name");
  static final Set<String> THEN_KEYS =
      Set.of(
          "do",
          "set",
          "attempts",
          "max_attempts",
          "backoff",
          "delay",
          "initial_delay",
          "to",
          "set_ctx",
          "set_iter",
          "desc",
          "description",
          "reason");
  static final List<String> DECISIONS = List.of("continue", "retry", "jump", "break", "fail");
  private static final Map<String, String> OF_THEN =
      THEN_KEYS.stream()
          .filter(key -> !RULE_KEYS.contains(key))
          .collect(toMap(key -> key, key -> "Write it below `then:`."));
  private static final Map<String, String> OF_DECISIONS =
      Map.of(
          "attempts", "retry",
          "max_attempts", "retry",
          "backoff", "retry",
          "delay", "retry",
          "initial_delay", "retry",
          "to", "jump");
  private static final Set<String> PREVIOUS = Set.of("previous", "prev", "_previous", "@previous");

  private final Problems problems;
  private final AssignmentsParser assignments;

  PolicyParser(Problems problems) {
    this.problems = problems;
    this.assignments = new AssignmentsParser(problems);
  }

  /**
   * Reads a policy.
   *
   * @param task index of its task
   * @param labels of all tasks of the step
   */
  List<PolicyRule> parse(Fields policy, int task, List<String> labels) {
    policy.warnUnknown(
        Set.of("rules", "on_unmatched", "mode", "before", "after", "finally"), "'policy'");
    List<PolicyRule> rules = new ArrayList<>();
    List<?> items = policy.items("rules");
    for (int i = 0; i < items.size(); i++) {
      PolicyRule rule =
          rule(items.get(i), SourceMap.child(policy.pointer("rules"), i), task, labels);
      if (rule != null) {
        rules.add(rule);
      }
    }
    return rules;
  }

  private @Nullable PolicyRule rule(
      @Nullable Object value, String pointer, int task, List<String> labels) {
    Fields fields =
        Fields.of(
            value,
            pointer,
            "A rule of the policy",
            "Write `- when: \"{{ … }}\"` and `then: {do: …}`, or `- else: {then: {do: …}}`.",
            problems);
    if (fields == null) {
      return null;
    }
    fields.warnUnknown(RULE_KEYS, "a rule of the policy", OF_THEN);
    if (fields.has("expr")) {
      Dialects.renamed(fields, "expr", "when: …", problems);
    }
    String key = fields.has("when") ? "when" : "expr";
    String when = fields.has("else") ? null : fields.text(key);
    if (when != null) {
      ConditionText.check(when, "when", fields.pointer(key), problems);
    }
    Fields then = then(fields);
    if (then == null) {
      return null;
    }
    then.warnUnknown(THEN_KEYS, "'then' of a policy");
    PolicyRule.Decision decision = decision(then, task, labels);
    return decision == null
        ? null
        : new PolicyRule(when, decision, assignments.parse(then, Scope.CTX), pointer);
  }

  /** What a rule does: {@code then}, {@code else: {then}}, or the members of {@code else}. */
  private @Nullable Fields then(Fields rule) {
    Fields holder = rule;
    if (rule.get("else") instanceof Map<?, ?>) {
      Fields other = new Fields(rule.values("else"), rule.pointer("else"), problems);
      if (!other.has("then")) {
        return other;
      }
      holder = other;
    }
    if (!holder.has("then")) {
      problems.error(
          "PB0267",
          rule.pointer(),
          "A rule of the policy has no 'then'.",
          "Write `then: {do: continue}`, or retry, jump, break, fail.");
      return null;
    }
    return Fields.of(
        holder.get("then"),
        holder.pointer("then"),
        "'then'",
        "Write `then: {do: continue}`, or retry, jump, break, fail.",
        problems);
  }

  private PolicyRule.@Nullable Decision decision(Fields then, int task, List<String> labels) {
    if (then.get("do") == null) {
      unsaid(then);
      return new PolicyRule.Unsaid();
    }
    String text = then.text("do");
    return switch (text) {
      case null -> null;
      case "continue" -> new PolicyRule.Continue();
      case "break" -> new PolicyRule.Break();
      case "fail" -> new PolicyRule.Fail();
      case "retry" -> retry(then);
      case "jump" -> jump(then, task, labels);
      default -> {
        problems.error(
            "PB0267",
            then.pointer("do"),
            "Unknown decision '" + text + "' of a policy.",
            Nearest.hint(text, DECISIONS));
        yield null;
      }
    };
  }

  /** How often and where to has a meaning for one decision alone, which is not guessed. */
  private void unsaid(Fields then) {
    then.map().keySet().stream()
        .filter(OF_DECISIONS::containsKey)
        .findFirst()
        .ifPresent(
            key ->
                problems.error(
                    "PB0267",
                    then.pointer(key),
                    "'then' has '" + key + "' and does not say what to do.",
                    "Write `do: " + OF_DECISIONS.get(key) + "` beside it."));
  }

  private PolicyRule.Decision retry(Fields then) {
    String attempts = then.has("attempts") ? "attempts" : "max_attempts";
    String delay = then.has("delay") ? "delay" : "initial_delay";
    Object calls =
        Dialects.isTemplate(then.get(attempts))
            ? String.valueOf(then.get(attempts))
            : (Object) (long) then.whole(attempts, 3, 1);
    String backoff = then.text("backoff");
    // Without a delay nor a way in which it grows the call is made again at once.
    double otherwise = backoff == null || backoff.equals("none") ? 0 : 1;
    Object wait =
        Dialects.isTemplate(then.get(delay))
            ? String.valueOf(then.get(delay))
            : (Object) then.number(delay, otherwise, 0);
    return new PolicyRule.Retry(calls, backoff(backoff), wait, then.pointer());
  }

  private static Backoff backoff(@Nullable String text) {
    return switch (text) {
      case "linear" -> Backoff.LINEAR;
      case "exponential" -> Backoff.EXPONENTIAL;
      case null, default -> Backoff.CONSTANT;
    };
  }

  private PolicyRule.@Nullable Decision jump(Fields then, int task, List<String> labels) {
    String to = then.text("to");
    if (to == null) {
      problems.error(
          "PB0268",
          then.pointer(),
          "The jump has no 'to'.",
          "Write `to:` with the name of a task.");
      return null;
    }
    if (labels.contains(to)) {
      return new PolicyRule.Jump(labels.indexOf(to));
    }
    if (PREVIOUS.contains(to) && task > 0) {
      return new PolicyRule.Jump(task - 1);
    }
    problems.error(
        "PB0268",
        then.pointer("to"),
        PREVIOUS.contains(to)
            ? "The first task jumps to the one before it."
            : "The jump is to '" + to + "', which is no task of this step.",
        Nearest.hint(to, labels));
    return null;
  }
}
