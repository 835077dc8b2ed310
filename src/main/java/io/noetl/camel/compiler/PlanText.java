package io.noetl.camel.compiler;

import io.noetl.camel.playbook.Action;
import io.noetl.camel.playbook.Loop;
import io.noetl.camel.playbook.Rule;
import io.noetl.camel.playbook.Step;
import io.noetl.camel.playbook.Target;
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
    for (Step step : compiled.playbook().steps()) {
      lines.add("");
      lines.add(
          "%s  %s%s%s"
              .formatted(
                  step.name(),
                  step.tool().kind(),
                  compiled.flow().isHead(step.index()) ? "  (begins a route)" : "",
                  step.description().isEmpty() ? "" : "  – " + step.description().strip()));
      details(step, lines);
    }
    return String.join("\n", lines) + "\n";
  }

  private static void details(Step step, List<String> lines) {
    Loop loop = step.loop();
    if (loop != null) {
      lines.add(
          "  for each %s in %s%s"
              .formatted(
                  loop.iterator(),
                  loop.in(),
                  loop.mode() == Loop.Mode.PARALLEL
                      ? ", " + loop.maxInFlight() + " at once"
                      : ", one after another"));
    }
    step.retry().forEach(rule -> lines.add("  retry: " + rule.policy().maxAttempts() + " calls"));
    for (Rule rule : step.rules()) {
      lines.add("  when " + rule.when());
      rule.then().forEach(action -> lines.add("    " + text(action)));
    }
    if (!step.next().isEmpty()) {
      lines.add("  then " + names(step.next()));
    }
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
