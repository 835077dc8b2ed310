package io.noetl.camel.execution;

import io.noetl.camel.playbook.Action;
import io.noetl.camel.playbook.EventName;
import io.noetl.camel.playbook.Rule;
import io.noetl.camel.playbook.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rules of the events before a step's call: {@code command.claimed}, {@code command.started},
 * {@code step.enter}. What they set and log is done before the tool is called; all else waits for
 * the step's end, where a transition of theirs is taken if no later rule gave one.
 */
final class EntryRules {
  private static final List<EventName> EVENTS =
      List.of(EventName.COMMAND_CLAIMED, EventName.COMMAND_STARTED, EventName.STEP_ENTER);

  private final Step step;
  private final RuleBook rules;
  private final List<Rule> matched = new ArrayList<>();
  private final Map<String, @Nullable Object> set = new LinkedHashMap<>();
  private boolean applied;

  EntryRules(Step step, RuleBook rules) {
    this.step = step;
    this.rules = rules;
  }

  /** The rules that matched. */
  List<Rule> matched() {
    return matched;
  }

  /** What they have set. */
  Map<String, @Nullable Object> set() {
    return set;
  }

  /** A rule without what has been done already. */
  Rule rest(Rule rule) {
    List<Action> then = rule.then().stream().filter(action -> !isEarly(action)).toList();
    return new Rule(rule.index(), rule.when(), rule.events(), then, rule.pointer());
  }

  /**
   * Tries the rules, once.
   *
   * @return the names with what was set
   * @throws io.noetl.camel.template.TemplateError when a template of a matching rule fails
   */
  StepNames apply(Run run, LogSource source, StepNames names) {
    if (applied) {
      return names;
    }
    applied = true;
    for (EventName event : EVENTS) {
      StepNames seen = seen(run, event, names);
      List<Rule> found = new ArrayList<>(rules.mere(event, seen, r -> !matched.contains(r)));
      Rule first = rules.first(event, seen, r -> !matched.contains(r));
      if (first != null) {
        found.add(first);
      }
      for (Rule rule : found) {
        matched.add(rule);
        rule.then().forEach(action -> early(run, source, action, seen(run, event, names)));
      }
    }
    return set.isEmpty() ? names : withSet(run, names);
  }

  private StepNames seen(Run run, EventName event, StepNames names) {
    return withSet(run, names.with(EventScope.before(event, step.name(), run.now())));
  }

  private StepNames withSet(Run run, StepNames names) {
    return names.with(set).with(Map.of("vars", run.variables().varsView(set)));
  }

  private void early(Run run, LogSource source, Action action, StepNames names) {
    switch (action) {
      case Action.SetVars values ->
          run.expressions()
              .members(values.pointer(), names)
              .forEach((name, value) -> set.put(name, LoggedValues.of(value)));
      case Action.Log log ->
          run.logLine(
              source,
              "SYSTEM",
              String.valueOf(run.expressions().value(log.pointer()).render(names)));
      default -> {}
    }
  }

  private static boolean isEarly(Action action) {
    return action instanceof Action.SetVars || action instanceof Action.Log;
  }
}
