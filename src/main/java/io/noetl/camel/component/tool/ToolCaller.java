package io.noetl.camel.component.tool;

import io.noetl.camel.execution.Claimer;
import io.noetl.camel.execution.DatabaseWait;
import io.noetl.camel.execution.Lease;
import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.StepInput;
import io.noetl.camel.execution.StepRun;
import io.noetl.camel.execution.TemplateFailure;
import io.noetl.camel.execution.ToolError;
import io.noetl.camel.execution.profile.ExecutionProfile;
import io.noetl.camel.playbook.SourceMap;
import io.noetl.camel.template.TemplateError;
import io.noetl.camel.tool.SqlWork;
import io.noetl.camel.tool.Tool;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolErrors;
import io.noetl.camel.tool.ToolFailure;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Calls a tool for a step: renders its inputs, bounds its time, lets a cancel interrupt it.
 * Whatever happens is an outcome; nothing is thrown.
 */
public final class ToolCaller {
  private static final Logger LOG = LoggerFactory.getLogger(ToolCaller.class);

  private final ToolBox tools;
  private final CallPath path;
  private final Lease lease;
  private final ScheduledExecutorService timers;
  private final CallObserver observer;

  /**
   * A caller.
   *
   * @param path leads each call to its tool
   * @param lease what must be held when a call begins
   * @param timers interrupts calls whose time is over
   * @param observer is told of each call
   */
  public ToolCaller(
      ToolBox tools,
      CallPath path,
      Lease lease,
      ScheduledExecutorService timers,
      CallObserver observer) {
    this.tools = tools;
    this.path = path;
    this.lease = lease;
    this.timers = timers;
    this.observer = observer;
  }

  /**
   * The caller of a context. One that runs no playbooks has none, and loads their routes all the
   * same.
   */
  static ToolCaller of(CamelContext context) {
    return context.getRegistry().findSingleByType(ToolCaller.class);
  }

  /**
   * Does something after a while, unless it is called off.
   *
   * @return calls it off
   */
  public Runnable after(Duration delay, Runnable action) {
    ScheduledFuture<?> timer = timers.schedule(action, delay.toMillis(), TimeUnit.MILLISECONDS);
    return () -> timer.cancel(false);
  }

  /** Calls the tool at a pointer. */
  public Outcome call(StepRun step, String pointer) {
    return run(
        step,
        pointer,
        tool ->
            step.input(
                tool,
                (kind, auth, context) -> names(kind, auth, context, step.run().info().profile())));
  }

  /** Whether a step that would wait is answered by a call instead. */
  boolean answers(StepRun step) {
    return path.answers(step);
  }

  /** Runs the sink at a pointer. */
  public Outcome sink(StepRun step, String pointer) {
    return run(step, pointer, step::sinkInput);
  }

  /** Claims rows for a loop, unless some are left of a claim before. */
  public Outcome claim(Claimer claimer) {
    return run(claimer.step(), "", none -> claimer.input(), tool -> new ClaimCall(tool, claimer));
  }

  private Outcome run(StepRun step, String pointer, Function<String, StepInput> inputs) {
    return run(step, pointer, inputs, tool -> tool);
  }

  private Outcome run(
      StepRun step,
      String pointer,
      Function<String, StepInput> inputs,
      UnaryOperator<Tool> called) {
    try {
      StepInput input = inputs.apply(pointer);
      Tool tool = tools.find(input.kind());
      return tool == null
          ? Outcome.failed(ToolErrors.unknown(input.kind()))
          : observed(step, called.apply(tool), input);
    } catch (TemplateError e) {
      return Outcome.failed(TemplateFailure.of(step.step().name(), e));
    } catch (StackOverflowError | OutOfMemoryError e) {
      return Outcome.failed(ToolErrors.bug(step.step().name(), e));
    } catch (RuntimeException e) {
      LOG.error("A bug in the tool of step {}", step.step().name(), e);
      return Outcome.failed(ToolErrors.bug(step.step().name(), e));
    }
  }

  private Map<String, @Nullable Object> names(
      String kind,
      Supplier<@Nullable Object> auth,
      Supplier<Map<String, @Nullable Object>> context,
      ExecutionProfile profile) {
    Tool tool = tools.find(kind);
    return tool == null ? Map.of() : tool.names(auth, context, profile);
  }

  private Outcome observed(StepRun step, Tool tool, StepInput input) {
    String key = step.callKey() + input.pointer() + "#" + input.attempt();
    ToolCall call = call(step, input, step.traceparent(key));
    long begun = System.nanoTime();
    Outcome outcome;
    CallLogContext.enter(call);
    try {
      outcome = owned(step, tool, call);
    } finally {
      CallLogContext.leave();
    }
    step.computed(call.time().nanos());
    tell(new CallObserver.Ended(step, call, key, outcome, System.nanoTime() - begun));
    return outcome;
  }

  /** A call that is done is done, whatever those who watch make of it. */
  private void tell(CallObserver.Ended ended) {
    try {
      observer.called(ended);
    } catch (RuntimeException e) {
      LOG.warn("A call of step {} was not observed", ended.step().step().name(), e);
    }
  }

  /** What others may have is not called; the wait for the lease takes none of the step's time. */
  private Outcome owned(StepRun step, Tool tool, ToolCall call) {
    try {
      lease.await(step.run()::isStopping);
    } catch (InterruptedException e) {
      return Outcome.failed(interrupted(step, null));
    }
    return step.run().isStopping()
        ? Outcome.failed(interrupted(step, null))
        : timed(step, tool, call);
  }

  private Outcome timed(StepRun step, Tool tool, ToolCall call) {
    Duration timeout = call.timeout();
    step.enterTool();
    @Nullable ScheduledFuture<?> timer =
        timeout == null
            ? null
            : timers.schedule(step::interrupt, timeout.toMillis(), TimeUnit.MILLISECONDS);
    try {
      return ErrorPlace.named(
          DatabaseWait.patiently(step.run()::isStopping, () -> path.call(step, tool, call)), call);
    } catch (ToolFailure e) {
      return ErrorPlace.named(e.outcome(), call);
    } catch (InterruptedException e) {
      return Outcome.failed(interrupted(step, timeout));
    } catch (DataAccessException e) {
      if (step.run().isStopping()) {
        // It was waiting for the database, and need not any more.
        return Outcome.failed(interrupted(step, timeout));
      }
      throw e;
    } finally {
      if (timer != null) {
        timer.cancel(false);
      }
      step.leaveTool();
    }
  }

  private static ToolError interrupted(StepRun step, @Nullable Duration timeout) {
    if (step.run().isStopping() || timeout == null) {
      return ToolError.of(
          "EX0401", "Cancelled", "Step '" + step.step().name() + "' was cancelled while it ran.");
    }
    return ToolError.of(
        "EX0403",
        "Timeout",
        "Step '%s' was stopped after its timeout of %s s. Raise `timeout`, or make it faster."
            .formatted(step.step().name(), timeout.toMillis() / 1000.0));
  }

  private static ToolCall call(StepRun step, StepInput input, @Nullable String traceparent) {
    SourceMap source = step.run().compiled().playbook().source();
    String pointer = input.pointer();
    ToolCall.Origin origin =
        new ToolCall.Origin(
            step.run().id(),
            step.run().info().path(),
            source.file(),
            step.step().name(),
            input.attempt(),
            field -> line(source, SourceMap.child(pointer, field)),
            step.run().info().profile(),
            traceparent);
    return new ToolCall(
        input.kind(),
        input.config(),
        input.args(),
        input.context(),
        origin,
        input.idempotencyKey(),
        input.timeout(),
        (stream, text) -> step.log(stream.name(), text),
        SqlWork.of(traceparent != null));
  }

  private static int line(SourceMap source, String pointer) {
    return source.has(pointer) ? source.at(pointer).textLine() : 0;
  }
}
