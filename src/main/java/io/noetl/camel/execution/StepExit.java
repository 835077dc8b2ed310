package io.noetl.camel.execution;

import io.noetl.camel.compiler.Expressions;
import io.noetl.camel.compiler.Flow;
import io.noetl.camel.playbook.Action;
import io.noetl.camel.playbook.EventName;
import io.noetl.camel.playbook.Rule;
import io.noetl.camel.playbook.SourceMap;
import io.noetl.camel.playbook.Step;
import io.noetl.camel.playbook.Target;
import io.noetl.camel.template.Names;
import io.noetl.camel.template.TemplateError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a step's end means: its result, variables, the ways that are taken, whether a failure was
 * handled. Transitions fire once: rules of the call first, then those of {@code step.exit}, then
 * the structural {@code next}.
 */
final class StepExit {
  /**
   * Errors of a child that did run: it failed, had not the step that was asked for, or took long.
   */
  private static final Set<String> CHILD_RAN = Set.of("PB0504", "PB0505", "EX0403");

  private final Run run;
  private final Step step;
  private final LogSource source;
  private final Expressions expressions;
  private final List<Edge> edges = new ArrayList<>();
  private final List<Edge> calls = new ArrayList<>();
  private final Map<String, @Nullable Object> set = new LinkedHashMap<>();
  private final List<Write> writes = new ArrayList<>();
  private final Scopes scopes = new Scopes();
  private Outcome outcome;
  private @Nullable Object result;
  private boolean skipped;
  private boolean routed;
  private boolean unstored;
  private boolean ofLoop;
  private boolean quiet;
  private @Nullable ToolError failure;

  private StepExit(Run run, Step step, LogSource source, Outcome outcome) {
    this.run = run;
    this.step = step;
    this.source = source;
    this.expressions = run.expressions();
    this.outcome = outcome;
    this.result = resultOf(outcome);
  }

  /** The end of a step without a loop. */
  static StepExit of(StepRun ended) {
    StepExit exit = new StepExit(ended.run(), ended.step(), ended.source(), ended.ended());
    exit.guarded(
        () -> {
          exit.call(ended);
          exit.route(ended.names(), false);
        });
    return exit;
  }

  /** A step that was not admitted: the flow goes on behind it. */
  static StepExit ofSkipped(Run run, Step step, StepNames names) {
    StepExit exit =
        new StepExit(run, step, new LogSource(step.name(), null, null), new Outcome.Done(null));
    exit.skipped = true;
    exit.guarded(() -> exit.route(names, false));
    return exit;
  }

  /** The end of one item of a loop: its ways are remembered, not taken. */
  static StepExit ofItem(StepRun ended) {
    StepExit exit = new StepExit(ended.run(), ended.step(), ended.source(), ended.ended());
    exit.guarded(() -> exit.call(ended));
    return exit;
  }

  /** The end of a loop. */
  static StepExit ofLoop(Run run, LoopRun loop, StepNames names) {
    ToolError error = loop.error();
    Object aggregate = loop.isBroken() ? null : loop.aggregate();
    Outcome outcome =
        error == null ? new Outcome.Done(aggregate) : new Outcome.Failed(error, aggregate);
    LogSource source = new LogSource(loop.step().name(), null, null);
    StepExit exit = new StepExit(run, loop.step(), source, outcome);
    exit.ofLoop = aggregate != null;
    exit.result = aggregate == null ? exit.result : aggregate;
    exit.guarded(
        () -> {
          if (aggregate != null) {
            RuleBook rules = new RuleBook(loop.step(), exit.expressions);
            List<Rule> fired = new ArrayList<>();
            exit.rule(
                rules,
                EventName.LOOP_DONE,
                names.with(EventScope.loopDone(loop.step().name(), run.now(), aggregate)),
                fired);
            exit.sinks(loop.sinkEnds(), rules, names, fired);
            exit.edges.replaceAll(edge -> edge.withDefault("loop_results", aggregate));
          }
          if (!exit.routed && !exit.unstored && !loop.transitions().isEmpty()) {
            exit.edges.addAll(loop.transitions());
            exit.routed = true;
          }
          if (outcome instanceof Outcome.Done) {
            exit.assign(names);
          }
          exit.route(names, aggregate != null);
        });
    return exit;
  }

  Step step() {
    return step;
  }

  LogSource source() {
    return source;
  }

  List<Edge> edges() {
    return edges;
  }

  /** The steps that run as well. */
  List<Edge> calls() {
    return calls;
  }

  Map<String, @Nullable Object> set() {
    return set;
  }

  /** What is written into the execution's scope. */
  List<Write> writes() {
    return writes;
  }

  /** Whether the branch ends here without leading to the last step. */
  boolean isQuiet() {
    return quiet;
  }

  Outcome outcome() {
    return outcome;
  }

  @Nullable Object result() {
    return result;
  }

  /** Whether a rule chose where to go. */
  boolean routed() {
    return routed;
  }

  /** Why the execution fails; null when it does not. */
  @Nullable ToolError failure() {
    return failure;
  }

  /** A template that fails in a rule fails the step. */
  private void guarded(Runnable evaluation) {
    try {
      evaluation.run();
    } catch (TemplateError e) {
      ToolError error = TemplateFailure.of(step.name(), e);
      edges.clear();
      calls.clear();
      writes.clear();
      outcome = new Outcome.Failed(error, result);
      failure = error;
    }
  }

  private void call(StepRun ended) {
    Rule callRule = ended.callRule();
    result = ended.repeat().merge(resultOf(outcome));
    if (outcome instanceof Outcome.Done) {
      outcome = new Outcome.Done(result);
    }
    StepNames names = ended.names().with(ended.repeat().names());
    Map.Entry<String, @Nullable Object> collected = ended.repeat().variable();
    if (collected != null) {
      set.put(collected.getKey(), collected.getValue());
    }
    set.putAll(ended.entry().set());
    writes.addAll(ended.lastWrites());
    if (outcome instanceof Outcome.Done && ended.item() == null) {
      assign(names);
    }
    EventName called = Repeat.eventOf(outcome);
    StepNames atCall = seen(names, called);
    vars(seen(names, EventName.STEP_EXIT));
    List<Rule> fired = new ArrayList<>(ended.entry().matched());
    logs(ended.rules(), called, atCall, fired);
    if (callRule != null) {
      fired.add(callRule);
      actions(callRule, atCall);
    }
    Outcome before = outcome;
    sinks(ended.sinkEnds(), ended.rules(), names, fired);
    List<EventName> events = Repeat.eventsOf(outcome, ended.item() != null);
    for (EventName event : events.subList(1, events.size())) {
      StepNames at = seen(names, event);
      logs(ended.rules(), event, at, fired);
      Rule rule =
          ended
              .rules()
              .first(
                  event,
                  at,
                  r ->
                      !fired.contains(r)
                          && !ended.repeat().isUsedUp(r)
                          && isAbout(before, ended.rules(), r, event, names));
      if (rule != null) {
        fired.add(rule);
        actions(rule, at);
      }
    }
    for (Rule early : ended.entry().matched()) {
      actions(ended.entry().rest(early), seen(names, EventName.STEP_EXIT));
    }
    if (step.arcs() == null || ended.item() != null) {
      settle();
    }
  }

  /**
   * The rules of the sinks' events. A sink that failed fails the step, unless a rule of {@code
   * sink.failed} takes care of it.
   */
  private void sinks(SinkEnds ends, RuleBook rules, StepNames names, List<Rule> fired) {
    for (SinkEnds.End end : ends.all()) {
      EventName event = end.event();
      StepNames seen = own(names.with(EventScope.sinkEnd(step.name(), run.now(), end.outcome())));
      logs(rules, event, seen, fired);
      Rule rule = rules.first(event, seen, r -> !fired.contains(r));
      if (rule != null) {
        if (event == EventName.SINK_FAILED && RuleBook.routes(rule)) {
          edges.clear();
          routed = false;
        }
        fired.add(rule);
        actions(rule, seen);
      }
      if (end.failsStep() && rules.first(event, seen, r -> true) == null) {
        sinkFailed(end.error());
      }
    }
  }

  /** The ways that were chosen before what they lead to was stored are not taken. */
  private void sinkFailed(ToolError error) {
    if (failure != null || (outcome instanceof Outcome.Failed && !routed)) {
      return;
    }
    edges.clear();
    calls.clear();
    routed = false;
    outcome = new Outcome.Failed(error, outcome instanceof Outcome.Done ? result : null);
    result = ofLoop ? result : resultOf(outcome);
    unstored = true;
  }

  /**
   * Whether a rule may match: after a sink has failed only one that would not have matched without
   * that, because a rule that holds in any case is not about it.
   */
  private boolean isAbout(
      Outcome before, RuleBook rules, Rule rule, EventName event, StepNames names) {
    return !unstored
        || !rules.matches(
            rule, event, own(names.with(EventScope.at(event, step.name(), run.now(), before))));
  }

  private void logs(RuleBook rules, EventName event, StepNames names, List<Rule> fired) {
    for (Rule rule : rules.mere(event, names, r -> RuleBook.logs(r) && !fired.contains(r))) {
      fired.add(rule);
      actions(rule, names);
    }
  }

  private void rule(RuleBook rules, EventName event, StepNames names, List<Rule> fired) {
    logs(rules, event, own(names), fired);
    Rule rule = rules.first(event, own(names), r -> !fired.contains(r));
    if (rule != null) {
      fired.add(rule);
      actions(rule, own(names));
    }
  }

  private StepNames seen(StepNames names, EventName event) {
    return own(names.with(EventScope.at(event, step.name(), run.now(), outcome)));
  }

  /** The step's own result and what this exit has set are visible to its rules. */
  private StepNames own(StepNames names) {
    Map<String, @Nullable Object> about = new LinkedHashMap<>(set);
    about.putAll(run.variables().with(writes));
    Map<String, @Nullable Object> own = new LinkedHashMap<>(about);
    if (!skipped) {
      own.put(step.name(), StepResult.of(result));
    }
    own.put("vars", run.variables().varsView(about));
    if (!writes.isEmpty()) {
      own.put("ctx", own.get("vars"));
    }
    return scopes.isEmpty() ? names.with(own) : scopes.over(names, null).with(own);
  }

  private void vars(StepNames names) {
    for (String name : step.vars().keySet()) {
      String pointer = SourceMap.child(step.pointer() + "/vars", name);
      try {
        set.put(name, LoggedValues.of(expressions.value(pointer).render(names)));
      } catch (TemplateError e) {
        if (outcome instanceof Outcome.Done) {
          throw e;
        }
      }
    }
  }

  private void actions(Rule rule, StepNames atFirst) {
    StepNames names = own(atFirst);
    for (Action action : rule.then()) {
      switch (action) {
        case Action.SetVars values -> {
          set.putAll(map(values.pointer(), names));
          names = own(names);
        }
        case Action.Result value -> {
          result = LoggedValues.of(expressions.value(value.pointer()).render(names));
          names = own(names);
        }
        case Action.ResultFrom from -> {
          Object value = names.get(from.name());
          if (!(value instanceof Names.Missing)) {
            result = LoggedValues.of(value);
            names = own(names);
          }
        }
        case Action.Log log ->
            run.logLine(
                source, "SYSTEM", String.valueOf(expressions.value(log.pointer()).render(names)));
        case Action.Call call -> calls.add(edge(call.pointer(), call.target(), names, true));
        case Action.Fail fail -> fail(fail, names);
        case Action.Next next -> next(next, names);
        case Action.Collect collected -> {}
        case Action.Retry retried -> {}
        case Action.NextPage page -> {}
        case Action.Sink sink -> {}
        case Action.Skip skip -> {}
      }
    }
  }

  private void next(Action.Next next, StepNames names) {
    if (routed || failure != null) {
      return;
    }
    routed = true;
    for (Target target : next.targets()) {
      edges.add(edge(next.pointer(), target, names, false));
    }
  }

  private void fail(Action.Fail fail, StepNames names) {
    Object message = expressions.value(fail.pointer()).render(names);
    Object text =
        message instanceof Map<?, ?> map && map.get("message") != null
            ? map.get("message")
            : message;
    SourceMap.Mark mark = run.playbook().source().at(fail.pointer());
    failure =
        ToolError.of(
            "EX0201",
            "Failed",
            "%s (failed by a rule of step '%s', %s:%d)"
                .formatted(
                    text == null ? "failed" : text,
                    step.name(),
                    run.playbook().source().file(),
                    mark.line()));
    edges.clear();
    calls.clear();
    routed = true;
  }

  /** Whether the outcome fails the execution, now that its rules are known. */
  private void settle() {
    if (outcome instanceof Outcome.Failed failed && failure == null && !routed) {
      failure = goesOnAnyway(failed.error()) ? null : failed.error();
    }
  }

  /** Whether the flow goes on although the step has failed. */
  boolean goesOnAnyway(ToolError error) {
    return switch (step.onError()) {
      case FAIL -> false;
      case CONTINUE -> true;
      case CAPTURE -> !unstored && CHILD_RAN.contains(error.code());
    };
  }

  private void assign(StepNames names) {
    new ArcRoute(this, run).assign(names);
  }

  /** What arcs and {@code set} see. */
  StepNames boundary(String event, StepNames names) {
    OutputValue output = skipped ? OutputValue.skipped() : OutputValue.ofStep(outcome, result);
    return own(names.with(EventScope.boundary(event, step.name(), run.now(), outcome, output)));
  }

  /** Goes on behind the step. */
  private void route(StepNames names, boolean loopDone) {
    if (step.arcs() == null) {
      structural(names);
    } else if (!routed && failure == null) {
      new ArcRoute(this, run).go(names, loopDone);
    }
  }

  /** Ways are taken; what they lead to is written before it begins. */
  void take(List<Edge> taken, List<Write> written) {
    routed |= !taken.isEmpty();
    edges.addAll(taken);
    write(written);
  }

  /** The branch ends here. */
  void endQuietly() {
    quiet = true;
  }

  void failed(ToolError error) {
    failure = error;
  }

  void write(List<Write> all) {
    scopes.write(all);
    writes.addAll(Scopes.ofRun(all));
  }

  private void structural(StepNames names) {
    settle();
    if (routed || failure != null) {
      return;
    }
    StepNames seen = own(names);
    for (Target target : step.next()) {
      edges.add(edge(step.pointer() + "/next", target, seen, false));
    }
    if (step.next().isEmpty() && run.flow().isImplicitEndInline(step)) {
      int end = run.flow().end().orElseThrow().index();
      edges.add(Edge.chosen(step.pointer() + "/next", end, Map.of(), true));
    }
  }

  Edge edge(String action, Target target, StepNames names, boolean call) {
    Flow flow = run.flow();
    boolean inline = !call && flow.isInline(target);
    int step = flow.indexOf(target.step());
    Edge edge = Edge.chosen(action, step, map(target.pointer() + "/args", names), inline);
    return !call && !inline && flow.join(step) != null ? edge.waiting() : edge;
  }

  private Map<String, @Nullable Object> map(String pointer, StepNames names) {
    Map<String, @Nullable Object> members = expressions.members(pointer, names);
    members.replaceAll((name, value) -> LoggedValues.of(value));
    return members;
  }

  private static @Nullable Object resultOf(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done done -> done.result();
      case Outcome.Failed failed -> failed.envelope();
    };
  }
}
