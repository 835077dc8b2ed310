package io.noetl.camel.component.playbook;

import io.noetl.camel.component.step.RunExchange;
import io.noetl.camel.component.tool.ToolCaller;
import io.noetl.camel.execution.DatabaseWait;
import io.noetl.camel.execution.Ended;
import io.noetl.camel.execution.Executions;
import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.StepRun;
import io.noetl.camel.execution.TemplateFailure;
import io.noetl.camel.execution.ToolError;
import io.noetl.camel.execution.ToolNames;
import io.noetl.camel.execution.Workload;
import io.noetl.camel.playbook.Nearest;
import io.noetl.camel.playbook.PlaybookInvalid;
import io.noetl.camel.playbook.SourceMap;
import io.noetl.camel.template.TemplateError;
import io.noetl.camel.tool.StepLog;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;

/**
 * Starts a child and, if the step waits for it, goes on when it has ended: no thread waits. A child
 * that failed, or could not start, is a failure of the step whose result says so.
 */
class ChildProducer extends DefaultAsyncProducer {
  private final PlaybookEndpoint endpoint;
  private final Children children;
  private final ToolCaller caller;

  ChildProducer(PlaybookEndpoint endpoint, Children children, ToolCaller caller) {
    super(endpoint);
    this.endpoint = endpoint;
    this.children = children;
    this.caller = caller;
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    StepRun step = RunExchange.step(exchange);
    long began = System.nanoTime();
    try {
      var input = step.input(endpoint.getPointer(), ToolNames.NONE);
      ChildRequest request = ChildRequest.of(input);
      Executions.Started child =
          DatabaseWait.patiently(
              step.run()::isStopping, () -> children.start(request.toStart(step, input.attempt())));
      children
          .unknownArguments(child, request.payload().keySet())
          .forEach(line -> step.log(StepLog.Stream.SYSTEM.name(), line));
      if (!request.waits()) {
        step.finished(new Outcome.Done(acknowledgement(child)));
        callback.done(true);
        return true;
      }
      await(step, request, child, input.timeout(), began)
          .whenComplete((done, bug) -> ended(exchange, bug, callback));
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      exchange.setException(e);
    } catch (TemplateError e) {
      step.finished(Outcome.failed(TemplateFailure.of(step.step().name(), e)));
    } catch (Executions.PlaybookNotFound e) {
      step.finished(
          notStarted(
              step,
              "PB0501",
              "PlaybookNotFound",
              e.getMessage()
                  + ". Register it (noetlctl catalog register FILE), or correct `tool.path`."));
    } catch (PlaybookInvalid e) {
      step.finished(notStarted(step, "PB0502", "PlaybookInvalid", String.valueOf(e.getMessage())));
    } catch (Workload.StartRefused e) {
      step.finished(notStarted(step, "PB0503", "StartRefused", String.valueOf(e.getMessage())));
    }
    callback.done(true);
    return true;
  }

  private static void ended(Exchange exchange, @Nullable Throwable bug, AsyncCallback callback) {
    if (bug != null) {
      exchange.setException(bug);
    }
    callback.done(false);
  }

  private CompletableFuture<Void> await(
      StepRun step,
      ChildRequest request,
      Executions.Started child,
      @Nullable Duration timeout,
      long began)
      throws InterruptedException {
    AtomicReference<@Nullable String> late = new AtomicReference<>();
    Runnable stopWatching =
        step.onInterrupt(
            () ->
                children.cancel(
                    child.executionId(),
                    Objects.requireNonNullElse(late.get(), "its parent was stopped")));
    Runnable timer =
        timeout == null
            ? () -> {}
            : caller.after(
                timeout,
                () -> {
                  late.set(
                      "the timeout of %s s of its parent's step '%s' is over"
                          .formatted(timeout.toMillis() / 1000.0, step.step().name()));
                  step.interrupt();
                });
    return DatabaseWait.patiently(step.run()::isStopping, () -> children.end(child.executionId()))
        .thenAccept(
            ended -> {
              timer.run();
              stopWatching.run();
              double seconds = (System.nanoTime() - began) / 1e9;
              step.finished(
                  late.get() != null && ended.status().equals("CANCELLED")
                      ? tooLate(
                          step, child, timeout, answer("error", ended.result(), child, seconds))
                      : outcome(step, request, child, ended, seconds));
            });
  }

  private static Outcome tooLate(
      StepRun step,
      Executions.Started child,
      @Nullable Duration timeout,
      Map<String, @Nullable Object> result) {
    String error =
        "Step '%s' was stopped after its timeout of %s s: playbook %s (execution %d) was still running and has been cancelled. Raise `timeout`, or make it faster."
            .formatted(
                step.step().name(),
                timeout == null ? 0 : timeout.toMillis() / 1000.0,
                child.path(),
                child.executionId());
    result.put("error", error);
    return new Outcome.Failed(ToolError.of("EX0403", "Timeout", error), result);
  }

  private Outcome outcome(
      StepRun step, ChildRequest request, Executions.Started child, Ended ended, double seconds) {
    if (!ended.status().equals("COMPLETED")) {
      String error = ended.error() == null ? ended.status() : ended.error();
      Map<String, @Nullable Object> result = answer("error", ended.result(), child, seconds);
      result.put("error", error);
      return new Outcome.Failed(
          ToolError.of(
              "PB0504",
              "ChildFailed",
              "Playbook %s (execution %d) ended %s: %s"
                  .formatted(child.path(), child.executionId(), ended.status(), error)),
          result);
    }
    String wanted = request.returnStep();
    if (wanted == null && request.bare()) {
      return new Outcome.Done(ended.result());
    }
    if (wanted == null) {
      return new Outcome.Done(answer("success", ended.result(), child, seconds));
    }
    Map<String, @Nullable Object> none = answer("error", ended.result(), child, seconds);
    try {
      return DatabaseWait.patiently(step.run()::isStopping, () -> returned(wanted, child, none));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Outcome returned(
      String wanted, Executions.Started child, Map<String, @Nullable Object> none) {
    List<String> steps = children.stepNames(child);
    return steps.contains(wanted)
        ? new Outcome.Done(children.stepResult(child.executionId(), wanted))
        : noSuchStep(wanted, steps, child, none);
  }

  private static Outcome noSuchStep(
      String wanted,
      List<String> steps,
      Executions.Started child,
      Map<String, @Nullable Object> result) {
    String error =
        "Playbook %s has no step '%s' to return (`return_step`). %s"
            .formatted(child.path(), wanted, Nearest.hint(wanted, steps));
    result.put("error", error);
    return new Outcome.Failed(ToolError.of("PB0505", "StepNotFound", error), result);
  }

  private static Map<String, @Nullable Object> answer(
      String status, @Nullable Object data, Executions.Started child, double seconds) {
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("status", status);
    answer.put("data", data);
    answer.put("execution_id", Long.toString(child.executionId()));
    answer.put("path", child.path());
    answer.put("duration", seconds);
    return answer;
  }

  private static Map<String, @Nullable Object> acknowledgement(Executions.Started child) {
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("status", "success");
    answer.put("execution_id", Long.toString(child.executionId()));
    answer.put(
        "data",
        Map.of(
            "execution_id",
            Long.toString(child.executionId()),
            "path",
            child.path(),
            "version",
            (long) child.version(),
            "status",
            "running"));
    return answer;
  }

  /** The line of the tool in the document of the parent. */
  private static String place(StepRun step) {
    SourceMap source = step.run().compiled().playbook().source();
    return source.file() + ":" + source.at(step.step().tool().pointer()).line();
  }

  private static Outcome notStarted(StepRun step, String code, String type, String message) {
    String text =
        "Step '%s' could not start its playbook (%s): %s"
            .formatted(step.step().name(), place(step), message);
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    result.put("status", "error");
    result.put("error", text);
    return new Outcome.Failed(ToolError.of(code, type, text), result);
  }
}
