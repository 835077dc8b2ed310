package io.noetl.camel.compiler;

import io.noetl.camel.playbook.Action;
import io.noetl.camel.playbook.Arc;
import io.noetl.camel.playbook.Assignments;
import io.noetl.camel.playbook.BusinessKey;
import io.noetl.camel.playbook.Durations;
import io.noetl.camel.playbook.ExecutorSpec;
import io.noetl.camel.playbook.Loop;
import io.noetl.camel.playbook.Notify;
import io.noetl.camel.playbook.Part;
import io.noetl.camel.playbook.PolicyRule;
import io.noetl.camel.playbook.Rate;
import io.noetl.camel.playbook.Router;
import io.noetl.camel.playbook.Rule;
import io.noetl.camel.playbook.Step;
import io.noetl.camel.playbook.Target;
import io.noetl.camel.playbook.Task;
import io.noetl.camel.playbook.ToolSpec;
import java.util.ArrayList;
import java.util.List;

/** Says in words what a playbook would do. */
public final class PlanText {
  private PlanText() {}

  /** One paragraph a step. */
  public static String of(CompiledPlaybook compiled) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: %d steps, %d routes"
            .formatted(
                compiled.playbook().path(),
                compiled.playbook().steps().size(),
                compiled.routes().size()));
    starts(compiled.playbook().executor(), lines);
    for (Step step : compiled.playbook().steps()) {
      lines.add("");
      lines.add(
          "%s  %s%s%s"
              .formatted(
                  step.name(),
                  kind(step),
                  compiled.flow().isHead(step.index())
                      ? "  (begins a route%s)".formatted(when(step.part()))
                      : "",
                  step.description().isEmpty() ? "" : "  – " + step.description().strip()));
      details(step, lines);
      Integer undo = compiled.playbook().cleanup().compensation(step.index());
      if (undo != null) {
        lines.add("  undone by " + compiled.playbook().steps().get(undo).name());
      }
      JoinPoint join = compiled.flow().join(step.index());
      if (join != null) {
        lines.add("  waits for the branches above: runs once, " + Meetings.waits(join));
      }
    }
    List<Notify> notices = compiled.playbook().notices();
    if (!notices.isEmpty()) {
      lines.add("");
      notices.forEach(notify -> lines.add("tells %s: %s".formatted(notify.to(), events(notify))));
    }
    return String.join("\n", lines) + "\n";
  }

  private static void starts(ExecutorSpec executor, List<String> lines) {
    BusinessKey key = executor.key();
    if (key != null) {
      lines.add(
          "  its key is %s%s"
              .formatted(
                  key.value(),
                  switch (key.whenTaken()) {
                    case null -> "";
                    case FAIL -> ": while one with it is open, a start is refused";
                    case EXISTING -> ": while one with it is open, a start is answered with that";
                  }));
    }
    Rate rate = executor.rate();
    if (rate != null) {
      lines.add(
          "  at most %d begin within a %s%s, the others wait"
              .formatted(
                  rate.limit(),
                  rate.per().key(),
                  rate.key() == null ? "" : " for each " + rate.key()));
    }
  }

  private static String events(Notify notify) {
    return String.join(", ", notify.on().stream().map(Notify.Event::text).toList());
  }

  private static void details(Step step, List<String> lines) {
    Loop loop = step.loop();
    if (loop != null) {
      lines.add(
          "  for each %s in %s%s"
              .formatted(
                  loop.iterator(),
                  loop.cursor() == null ? loop.in() : "the rows that are claimed",
                  switch (loop.mode()) {
                    case PARALLEL -> ", " + loop.maxInFlight() + " at once";
                    case SEQUENTIAL -> ", one after another";
                    case CURSOR -> ", by " + loop.maxInFlight() + " claimers";
                  }));
    }
    for (ToolSpec tool : step.tools()) {
      Object remind = tool.config().get("remind");
      if (tool.kind().equals("approval") && remind != null) {
        lines.add("  reminds every %s until it is decided".formatted(time(remind)));
      }
    }
    for (Task task : step.tasks()) {
      lines.add("  task %s: %s".formatted(task.label(), task.tool().kind()));
      for (PolicyRule rule : task.rules()) {
        lines.add(
            "    %s: %s"
                .formatted(
                    rule.when() == null ? "otherwise" : "when " + rule.when(),
                    text(rule.decision(), step)));
      }
    }
    if (!step.set().isEmpty()) {
      lines.add("  set " + names(step.set()));
    }
    step.retry().forEach(rule -> lines.add("  retry: " + rule.policy().maxAttempts() + " calls"));
    for (Rule rule : step.rules()) {
      lines.add("  when " + rule.when());
      rule.then().forEach(action -> lines.add("    " + text(action)));
    }
    if (!step.next().isEmpty()) {
      lines.add("  then " + names(step.next()));
    }
    Router.Arcs arcs = step.arcs();
    if (arcs != null) {
      arcs(arcs, lines);
    }
  }

  private static String time(Object written) {
    return Durations.rendered(written).map(Durations::text).orElse(written.toString());
  }

  private static String when(Part part) {
    return switch (part) {
      case WORKFLOW -> "";
      case COMPENSATE -> ", undoes what is done when the execution fails or is cancelled";
      case ON_FAILURE -> ", when the execution has failed";
      case ON_CANCEL -> ", when the execution was cancelled";
      case FINALLY -> ", last, however the execution ends";
    };
  }

  private static String kind(Step step) {
    return step.tasks().isEmpty()
        ? step.tool().kind()
        : String.join(" + ", step.tasks().stream().map(task -> task.tool().kind()).toList());
  }

  private static void arcs(Router.Arcs router, List<String> lines) {
    lines.add(
        router.mode() == Router.Mode.INCLUSIVE
            ? "  then all of these that match"
            : "  then the first of these that matches");
    for (Arc arc : router.arcs()) {
      lines.add(
          "    %s%s%s%s"
              .formatted(
                  arc.target().step(),
                  arc.when() == null ? "" : " when " + arc.when(),
                  arc.failure().isEmpty() ? "" : " (after a failure too)",
                  arc.set().isEmpty() ? "" : ", set " + names(arc.set())));
    }
  }

  private static String names(Assignments set) {
    return String.join(
        ", ", set.entries().stream().map(entry -> String.join(".", entry.path())).toList());
  }

  private static String text(PolicyRule.Decision decision, Step step) {
    return switch (decision) {
      case PolicyRule.Unsaid unsaid -> "go on after a success, fail after an error";
      case PolicyRule.Continue go -> "go on, and forget an error";
      case PolicyRule.Retry retry -> "call again, at most " + retry.attempts() + " calls in all";
      case PolicyRule.Jump jump -> "go to task " + step.tasks().get(jump.task()).label();
      case PolicyRule.Break stop -> "the list is done";
      case PolicyRule.Fail fail -> "the list fails";
    };
  }

  private static String text(Action action) {
    return switch (action) {
      case Action.Next next -> "go to " + names(next.targets());
      case Action.Call call -> "also run " + call.target().step();
      case Action.SetVars set -> "set " + String.join(", ", set.values().keySet());
      case Action.Result result -> "replace the result";
      case Action.ResultFrom from -> "replace the result by " + from.name();
      case Action.Fail fail -> "fail the execution";
      case Action.Collect collect -> "collect the page at '" + collect.path() + "'";
      case Action.Retry retry ->
          "call again, at most " + retry.policy().maxAttempts() + " calls in all";
      case Action.NextPage page -> "call the next page";
      case Action.Sink sink -> "store by " + sink.kind();
      case Action.Log log -> "log a line";
      case Action.Skip skip -> "do nothing";
    };
  }

  private static String names(List<Target> targets) {
    return String.join(" and ", targets.stream().map(Target::step).toList());
  }
}
