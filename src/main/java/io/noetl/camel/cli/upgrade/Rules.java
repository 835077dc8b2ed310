package io.noetl.camel.cli.upgrade;

import io.noetl.camel.playbook.Action;
import io.noetl.camel.playbook.EventName;
import io.noetl.camel.playbook.Rule;
import io.noetl.camel.playbook.Step;
import io.noetl.camel.playbook.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes arcs of the rules and the successors of a step. */
final class Rules {
  private static final Set<EventName> CALL = Set.of(EventName.CALL_DONE, EventName.CALL_ERROR);
  private static final Pattern TEMPLATE =
      Pattern.compile("\\s*\\{\\{(.*)\\}\\}\\s*", Pattern.DOTALL);
  private static final Pattern EXIT =
      Pattern.compile("event\\.name\\s*==\\s*(['\"])step\\.exit\\1");
  private static final Pattern LOOP =
      Pattern.compile("event\\.name\\s*==\\s*(['\"])loop\\.done\\1");
  private static final Pattern RESULT = Pattern.compile("(?<![\\w.'\"])result(?![\\w'\"])");

  private static final Pattern DONE =
      Pattern.compile("\\s*\\{\\{\\s*event\\.name\\s*==\\s*(['\"])call\\.done\\1\\s*\\}\\}\\s*");
  private static final Pattern ENVELOPE =
      Pattern.compile("(?<![\\w.])result\\.(data|status|error)\\b");
  private static final Pattern TRUTH = Pattern.compile("\\s*(true|false)\\s*");

  private final Step step;
  private final Refusals refusals;
  private Action.@Nullable Sink sink;
  private final List<NewArc> first = new ArrayList<>();
  private final List<NewArc> later = new ArrayList<>();

  Rules(Step step, Refusals refusals) {
    this.step = step;
    this.refusals = refusals;
  }

  /** All arcs, in the order in which the rules are tried. */
  List<NewArc> arcs() {
    for (Rule rule : step.rules()) {
      rule(rule);
    }
    List<NewArc> arcs = new ArrayList<>(first);
    arcs.addAll(later);
    for (Target target : step.next()) {
      arcs.add(new NewArc(target.step(), null, Map.of(), renamed(target.args())));
    }
    return arcs;
  }

  /** Whether all arcs are taken that match: several successors without a rule. */
  boolean inclusive() {
    return step.rules().isEmpty() && step.next().size() > 1;
  }

  private void rule(Rule rule) {
    Map<String, @Nullable Object> set = new LinkedHashMap<>();
    List<Target> targets = new ArrayList<>();
    for (Action action : rule.then()) {
      boolean kept = false;
      if (action instanceof Action.SetVars vars && targets.isEmpty()) {
        inOrder(rule, set.keySet(), vars.values());
        set.putAll(vars.values());
        kept = true;
      } else if (action instanceof Action.Sink stored && set.isEmpty() && isForEachCall(rule)) {
        sink = stored;
        kept = true;
      } else if (action instanceof Action.Next next) {
        targets.addAll(next.targets());
        kept = targets.size() == 1;
      }
      if (!kept) {
        refusals.add(
            rule.pointer(),
            "Today's dialect has no rule that does this at the end of a step: "
                + name(action)
                + ".",
            cure(action));
        return;
      }
    }
    if (targets.isEmpty() && set.isEmpty() && sink != null) {
      return;
    }
    if (targets.isEmpty()) {
      refusals.add(
          rule.pointer(),
          "The rule goes nowhere: others may match after it, which arcs do not do.",
          "Move its `set` to the step's `set:`.");
      return;
    }
    Target target = targets.getFirst();
    if (readsOtherwise(rule, rule.when() + set + target.args())) {
      return;
    }
    String when = when(rule);
    if (when != null) {
      (rule.events().stream().anyMatch(CALL::contains) ? first : later)
          .add(new NewArc(target.step(), when, renamed(set), renamed(target.args())));
    }
  }

  /** Whether what the rule stores is stored whenever a call has succeeded, as a step's sink is. */
  private boolean isForEachCall(Rule rule) {
    return sink == null
        && step.sinks().isEmpty()
        && DONE.matcher(rule.when()).matches()
        && step.rules().stream()
            .limit(rule.index())
            .noneMatch(before -> before.events().contains(EventName.CALL_DONE));
  }

  /** What a rule stores after each call; null where none does. Meaningful after {@link #arcs}. */
  Action.@Nullable Sink sink() {
    return sink;
  }

  /** Names that mean another thing at an arc. */
  private boolean readsOtherwise(Rule rule, String written) {
    boolean envelope =
        rule.events().contains(EventName.STEP_EXIT) && ENVELOPE.matcher(written).find();
    if (envelope) {
      refusals.add(
          rule.pointer(),
          "At step.exit 'result' is an envelope after a failure; at an arc it is not.",
          "Write an arc with `output.status`, `output.error` or `output.data`.");
      return true;
    }
    if (written.contains("event.payload")) {
      refusals.add(
          rule.pointer(),
          "The rule reads 'event.payload', which is another one at an arc.",
          "Write `output` in its place: `output.data`, `output.status`, `output.error`.");
      return true;
    }
    return false;
  }

  /** A rule sets one after another; an arc sets all at once. */
  private void inOrder(Rule rule, Set<String> before, Map<String, @Nullable Object> values) {
    for (String name : before) {
      if (Pattern.compile("\\b" + Pattern.quote(name) + "\\b")
          .matcher(values.values().toString())
          .find()) {
        refusals.add(
            rule.pointer(),
            "The rule sets '%s' and uses it in what it sets next; an arc sets all at once."
                .formatted(name),
            "Write the whole expression in its place.");
      }
    }
  }

  /** The condition as an arc's; null when there is none. */
  private @Nullable String when(Rule rule) {
    boolean loop = step.loop() != null;
    Matcher truth = TRUTH.matcher(rule.when());
    Matcher template =
        TEMPLATE.matcher(truth.matches() ? "{{" + truth.group(1) + "}}" : rule.when());
    if (!template.matches() || template.group(1).contains("}}")) {
      refusals.add(
          rule.pointer(),
          "The condition is not one expression in braces.",
          "Write `when: \"{{ … }}\"`.");
      return null;
    }
    String condition = template.group(1).strip();
    if (rule.events().equals(Set.of(EventName.STEP_EXIT)) && !loop) {
      // A rule of step.exit is tried after a failure as well.
      String both = "event.name in ['step.exit', 'call.error']";
      String tested = EXIT.matcher(condition).replaceAll(both);
      String asked = condition.equals("true") ? both : both + " and (" + condition + ")";
      condition = condition.contains("event.name") ? tested : asked;
    } else if (rule.events().equals(Set.of(EventName.LOOP_DONE)) && loop) {
      condition = LOOP.matcher(condition).replaceAll("event.name in ['loop.done', 'call.error']");
    } else if (!CALL.containsAll(rule.events()) || loop) {
      refusals.add(
          rule.pointer(),
          loop
              ? "The rule is tried for each item of the loop; arcs are tried at its end."
              : "Arcs are not tried at the rule's events.",
          loop
              ? "Give the loop's tool a policy, or test `event.name == 'loop.done'`."
              : "Test `event.name == 'call.done'`, 'call.error' or 'step.exit'.");
      return null;
    }
    return "{{ " + renamed(condition) + " }}";
  }

  private static Map<String, @Nullable Object> renamed(Map<String, @Nullable Object> values) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    values.forEach((name, value) -> copy.put(name, renamed(value)));
    return copy;
  }

  /** In an arc {@code result} is the data of the result; {@code response} is what it was. */
  static @Nullable Object renamed(@Nullable Object value) {
    return switch (value) {
      case String text -> RESULT.matcher(text).replaceAll("response");
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, member) -> copy.put(String.valueOf(key), renamed(member)));
        yield copy;
      }
      case List<?> list -> {
        List<@Nullable Object> copy = new ArrayList<>();
        list.forEach(item -> copy.add(renamed(item)));
        yield copy;
      }
      case null, default -> value;
    };
  }

  private static String name(Action action) {
    return switch (action) {
      case Action.Next next -> "going to several steps";
      case Action.Call call -> "call";
      case Action.SetVars set -> "a set behind next";
      case Action.Result result -> "result";
      case Action.ResultFrom from -> "result: {from: …}";
      case Action.Fail fail -> "fail";
      case Action.Collect collect -> "collect";
      case Action.Retry retry -> "retry";
      case Action.NextPage page -> "the next page";
      case Action.Sink sink -> "sink";
      case Action.Log log -> "log";
      case Action.Skip skip -> "skip";
    };
  }

  private static String cure(Action action) {
    return switch (action) {
      case Action.Sink sink -> "Store by a task behind the tool: `tool: [{…}, {name: store, …}]`.";
      case Action.Retry retry ->
          "Write `spec: {policy: {rules: [{when: …, then: {do: retry}}]}}` in the tool.";
      case Action.NextPage page ->
          "Write an arc back to the step, and what it needs in `set: {ctx.…}`.";
      case Action.Fail fail -> "Write a rule with `do: fail` in the tool's policy.";
      default -> "Keep the step in December's dialect: a playbook may have both.";
    };
  }
}
