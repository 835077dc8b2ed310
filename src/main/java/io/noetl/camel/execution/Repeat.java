package io.noetl.camel.execution;

import io.noetl.camel.compiler.Expressions;
import io.noetl.camel.playbook.Action;
import io.noetl.camel.playbook.EventName;
import io.noetl.camel.playbook.RetryPolicy;
import io.noetl.camel.playbook.RetryRule;
import io.noetl.camel.playbook.Rule;
import io.noetl.camel.playbook.Step;
import io.noetl.camel.template.Template;
import io.noetl.camel.template.TemplateError;
import io.noetl.camel.template.UndefinedPolicy;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides after each call of a step whether it is made again: after an error, or for the next page.
 * Counts attempts and pages and collects what pages bring.
 */
final class Repeat {
  private final Step step;
  private final Expressions expressions;
  private final Amounts amounts;
  private final RunSettings settings;
  private final Supplier<Instant> now;
  private final Map<String, Integer> mostOf = new HashMap<>();
  private final Pages pages = new Pages();
  private final Map<String, Integer> attemptsOf = new HashMap<>();
  private @Nullable String collectedInto;
  private boolean bodyOnly;
  private int page;
  private boolean cutOff;

  /**
   * Another call.
   *
   * @param delaySeconds to wait before it
   * @param overrides args laid over the step's: the next page
   * @param nextPage whether it is a page rather than an attempt
   */
  record Again(double delaySeconds, Map<String, @Nullable Object> overrides, boolean nextPage) {}

  Repeat(
      Step step,
      Expressions expressions,
      Amounts amounts,
      RunSettings settings,
      Supplier<Instant> now) {
    this.step = step;
    this.expressions = expressions;
    this.amounts = amounts;
    this.settings = settings;
    this.now = now;
  }

  /** Whether there was another page that the playbook's bound keeps away. */
  boolean isCutOff() {
    return cutOff;
  }

  int page() {
    return page;
  }

  /** Whether a rule's retry has been used up, so that it matches no more. */
  boolean isUsedUp(Rule rule) {
    boolean onlyRetry = true;
    boolean usedUp = false;
    for (Action action : rule.then()) {
      switch (action) {
        case Action.Retry retry -> usedUp |= attempts(retry.policy()) >= most(retry.policy());
        case Action.Log log -> {}
        case Action.Sink sink -> {}
        default -> onlyRetry = false;
      }
    }
    return onlyRetry && usedUp;
  }

  /** The result of the step once its pages are in. */
  @Nullable Object merge(@Nullable Object lastResponse) {
    if (pages.isEmpty()) {
      return lastResponse;
    }
    return bodyOnly ? pages.collected() : pages.mergeInto(lastResponse);
  }

  /** Names that rules may use of what was collected so far. */
  Map<String, @Nullable Object> names() {
    Map<String, @Nullable Object> names = new HashMap<>();
    if (collectedInto != null) {
      names.put(collectedInto, pages.collected());
    }
    return names;
  }

  /** What a {@code collect … into} holds, by its variable; null when nothing was collected. */
  Map.@Nullable Entry<String, @Nullable Object> variable() {
    return collectedInto == null || bodyOnly
        ? null
        : new java.util.AbstractMap.SimpleEntry<>(collectedInto, pages.collected());
  }

  /**
   * Looks at a call that has ended.
   *
   * @param chosen rules that matched its events, in order
   * @return the next call, null when there is none
   */
  @Nullable Again after(Outcome outcome, List<Rule> chosen, StepNames names) {
    for (Rule rule : chosen) {
      Again again = byRule(outcome, rule, names);
      if (again != null) {
        return again;
      }
    }
    for (RetryRule rule : step.retry()) {
      StepNames seen =
          names.with(EventScope.retry(outcome, attempts(rule.policy()), page)).with(names());
      if (holds(rule, outcome, seen)) {
        return byRetryRule(outcome, rule, seen);
      }
    }
    lastPage(outcome, names);
    return null;
  }

  /**
   * The condition of a next page says no at the last page, which is to be collected all the same.
   */
  private void lastPage(Outcome outcome, StepNames names) {
    for (RetryRule rule : step.retry()) {
      if (rule.nextPage() != null && rule.collect() != null) {
        bodyOnly = true;
        collect(
            rule.collect(),
            outcome,
            names.with(EventScope.retry(outcome, attempts(rule.policy()), page)));
        return;
      }
    }
  }

  private @Nullable Again byRule(Outcome outcome, Rule rule, StepNames names) {
    Again again = null;
    for (Action action : rule.then()) {
      switch (action) {
        case Action.Collect collect -> collect(collect, outcome, names);
        case Action.NextPage next -> {
          Again more = nextPage(next, names);
          again = again == null ? more : again;
        }
        case Action.Retry retry -> {
          Again more = attempt(retry.policy(), outcome, names, true);
          again = again == null ? more : again;
        }
        default -> {}
      }
    }
    return again;
  }

  private boolean holds(RetryRule rule, Outcome outcome, StepNames names) {
    if (rule.when() == null) {
      return outcome instanceof Outcome.Failed
          || rule.policy().retryWhen() != null
          || rule.nextPage() != null;
    }
    return test(rule.policy().pointer() + "/when", names);
  }

  private @Nullable Again byRetryRule(Outcome outcome, RetryRule rule, StepNames names) {
    if (rule.collect() != null && outcome instanceof Outcome.Done) {
      bodyOnly = true;
      collect(rule.collect(), outcome, names);
    }
    if (rule.nextPage() != null && outcome instanceof Outcome.Done) {
      return nextPage(rule.nextPage(), names.with(names()));
    }
    return attempt(rule.policy(), outcome, names, rule.when() != null);
  }

  private void collect(Action.Collect collect, Outcome outcome, StepNames names) {
    if (!(outcome instanceof Outcome.Done done)) {
      return;
    }
    Object value;
    if (collect.from() != null) {
      value = expressions.value(collect.pointer() + "/from").render(names);
    } else {
      Object from = bodyOnly ? names.get("page") : done.result();
      value = Pages.at(from, collect.path());
    }
    pages.add(collect.strategy(), value);
    collectedInto = collect.into() == null ? collectedInto : collect.into();
  }

  private @Nullable Again nextPage(Action.NextPage next, StepNames names) {
    if (next.maxPages() == null) {
      if (page + 1 >= settings.maxPages()) {
        throw tooMany(next);
      }
    } else {
      String[] field = {"max_attempts"};
      if (page + 1 >= amounts.whole(next.pointer(), field, next.maxPages(), 1, names)) {
        cutOff = true;
        return null;
      }
    }
    page++;
    attemptsOf.clear();
    return new Again(0, expressions.members(next.pointer(), names), true);
  }

  private TemplateError tooMany(Action.NextPage next) {
    return amounts.wrong(
        next.pointer(),
        "PaginationError",
        "there is still a next page after %d".formatted(page + 1),
        "write max_attempts with the most pages that there may be");
  }

  private @Nullable Again attempt(
      RetryPolicy policy, Outcome outcome, StepNames names, boolean matched) {
    int made = attempts(policy);
    StepNames seen = names.with(EventScope.retry(outcome, made, page));
    boolean wanted =
        policy.retryWhen() == null
            ? outcome instanceof Outcome.Failed || matched
            : test(policy.pointer() + "/retry_when", seen);
    if (!wanted || made >= most(policy, seen)) {
      return null;
    }
    if (policy.stopWhen() != null && test(policy.pointer() + "/stop_when", seen)) {
      return null;
    }
    attemptsOf.put(policy.pointer(), made + 1);
    return new Again(delay(policy, made, outcome, seen), Map.of(), false);
  }

  private int attempts(RetryPolicy policy) {
    return attemptsOf.getOrDefault(policy.pointer(), 1);
  }

  private int most(RetryPolicy policy) {
    return mostOf.getOrDefault(policy.pointer(), policy.maxAttempts());
  }

  private int most(RetryPolicy policy, StepNames names) {
    String[] fields = {"max_attempts", "attempts"};
    int most = amounts.whole(policy.pointer(), fields, policy.maxAttempts(), 1, names);
    mostOf.put(policy.pointer(), most);
    return most;
  }

  /** The policy's delay, or what the answer asks for where that is longer; never over the most. */
  private double delay(RetryPolicy policy, int made, Outcome outcome, StepNames names) {
    String at = policy.pointer();
    double initial =
        amounts.number(
            at, new String[] {"initial_delay", "delay"}, policy.initialDelay(), 0, names);
    double multiplier =
        amounts.number(
            at, new String[] {"backoff_multiplier"}, policy.backoffMultiplier(), 0, names);
    double most = amounts.number(at, new String[] {"max_delay"}, policy.maxDelay(), 0, names);
    double delay = initial * Math.pow(multiplier, made - 1.0);
    if (policy.jitter()) {
      delay *= 0.5 + settings.random().nextDouble();
    }
    return Math.min(Math.max(delay, RetryAfter.seconds(outcome, now.get())), most);
  }

  private boolean test(String pointer, StepNames names) {
    Template template = expressions.condition(pointer);
    return template != null && template.test(names, UndefinedPolicy.FORGIVING);
  }

  /** The events that the end of a call raises, in their order. */
  static List<EventName> eventsOf(Outcome outcome, boolean isItem) {
    EventName command =
        outcome instanceof Outcome.Done ? EventName.COMMAND_COMPLETED : EventName.COMMAND_FAILED;
    return isItem
        ? List.of(eventOf(outcome), EventName.STEP_EXIT, EventName.LOOP_ITEM, command)
        : List.of(eventOf(outcome), EventName.STEP_EXIT, command);
  }

  /** The event that a call's outcome raises. */
  static EventName eventOf(Outcome outcome) {
    return outcome instanceof Outcome.Done ? EventName.CALL_DONE : EventName.CALL_ERROR;
  }
}
