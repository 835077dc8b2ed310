package io.noetl.camel.component.step;

import io.noetl.camel.component.jinja.PointerExpressions;
import io.noetl.camel.execution.Run;
import io.noetl.camel.execution.StepRun;
import io.noetl.camel.execution.Token;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Answers the conditions of a playbook's route. What a step has decided at its end is recorded, and
 * the route follows the record: nothing is evaluated again.
 */
final class RunExpressions implements PointerExpressions {
  private static final Pattern STEP =
      Pattern.compile("(/(?:workflow|on_failure|on_cancel|finally)/\\d+(?:/compensate)?)/(.*)");
  private static final Pattern SINK = Pattern.compile("case/(\\d+)/sink");
  private static final Pattern LOOP_SINK = Pattern.compile("case/(\\d+)/done");

  @Override
  public @Nullable Object evaluate(Exchange exchange, String pointer) {
    Matcher step = match(pointer);
    if (step.group(2).equals("loop")) {
      Run run = Objects.requireNonNull(RunExchange.run(exchange));
      return run.enterLoop(RunExchange.token(exchange), index(run, step)).iterator();
    }
    if (step.group(2).equals("loop/frame")) {
      return RunExchange.claimer(exchange).items();
    }
    return matches(exchange, pointer);
  }

  @Override
  public boolean matches(Exchange exchange, String pointer) {
    Matcher step = match(pointer);
    String what = step.group(2);
    Matcher sink = SINK.matcher(what);
    if (sink.matches()) {
      return RunExchange.step(exchange).isSinkDue(Integer.parseInt(sink.group(1)));
    }
    Matcher loopSink = LOOP_SINK.matcher(what);
    if (loopSink.matches()) {
      StepRun end = loopEnd(exchange, step);
      return end.isLoopSinkDue(Integer.parseInt(loopSink.group(1)));
    }
    if (what.equals("loop/claim")) {
      return RunExchange.claimer(exchange).isDue();
    }
    if (what.equals("retry")) {
      return RunExchange.step(exchange).isCallDue();
    }
    if (what.equals("tasks")) {
      return RunExchange.step(exchange).isTaskDue();
    }
    if (what.startsWith("tasks/")) {
      return RunExchange.step(exchange).isTurn(Integer.parseInt(what.substring(6)));
    }
    if (what.equals("sink") || what.startsWith("page/")) {
      return RunExchange.step(exchange).isDone();
    }
    Token token = RunExchange.token(exchange);
    return token.took(pointer);
  }

  /** The end of the exchange's loop, which its sinks belong to from now on. */
  private static StepRun loopEnd(Exchange exchange, Matcher step) {
    Run run = Objects.requireNonNull(RunExchange.run(exchange));
    StepRun end = run.loopEnd(RunExchange.token(exchange), index(run, step));
    RunExchange.enter(exchange, end);
    return end;
  }

  private static int index(Run run, Matcher step) {
    return run.compiled().playbook().stepAt(step.group(1)).index();
  }

  private static Matcher match(String pointer) {
    Matcher step = STEP.matcher(pointer);
    if (!step.matches()) {
      throw new IllegalArgumentException("No expression of a step: " + pointer);
    }
    return step;
  }
}
