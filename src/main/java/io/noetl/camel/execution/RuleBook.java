package io.noetl.camel.execution;

import io.noetl.camel.compiler.Expressions;
import io.noetl.camel.playbook.Action;
import io.noetl.camel.playbook.EventName;
import io.noetl.camel.playbook.Rule;
import io.noetl.camel.playbook.Step;
import io.noetl.camel.template.Template;
import io.noetl.camel.template.UndefinedPolicy;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Tries the rules of a step. The first that matches an event is used; mere sinks hide no other. */
final class RuleBook {
  private final Step step;
  private final Expressions expressions;

  RuleBook(Step step, Expressions expressions) {
    this.step = step;
    this.expressions = expressions;
  }

  /** The first rule for an event that does more than storing and logging; null for none. */
  @Nullable Rule first(EventName event, StepNames names, Predicate<Rule> allowed) {
    for (Rule rule : step.rules()) {
      if (!isMereSink(rule) && allowed.test(rule) && matches(rule, event, names)) {
        return rule;
      }
    }
    return null;
  }

  /** The rules for an event that do nothing but storing and logging. */
  List<Rule> mere(EventName event, StepNames names, Predicate<Rule> allowed) {
    return step.rules().stream()
        .filter(rule -> isMereSink(rule) && allowed.test(rule) && matches(rule, event, names))
        .toList();
  }

  /** Whether a rule says where to go. */
  static boolean routes(Rule rule) {
    return rule.then().stream().anyMatch(Action.Next.class::isInstance);
  }

  /** Whether a rule logs. */
  static boolean logs(Rule rule) {
    return rule.then().stream().anyMatch(Action.Log.class::isInstance);
  }

  /** Whether a rule is tried at an event, and holds. Undefined names make it false. */
  boolean matches(Rule rule, EventName event, StepNames names) {
    if (!rule.events().contains(event)) {
      return false;
    }
    Template condition = expressions.condition(rule.pointer() + "/when");
    return condition != null && condition.test(names, UndefinedPolicy.FORGIVING);
  }

  /** Whether a rule only stores or logs. */
  static boolean isMereSink(Rule rule) {
    return rule.then().stream().allMatch(a -> a instanceof Action.Sink || a instanceof Action.Log);
  }

  /** Whether a rule may have the tool called again, or collects what it gave. */
  static boolean repeats(Rule rule) {
    return rule.then().stream()
        .anyMatch(
            action ->
                switch (action) {
                  case Action.Retry retry -> true;
                  case Action.NextPage page -> true;
                  case Action.Collect collect -> true;
                  default -> false;
                });
  }
}
