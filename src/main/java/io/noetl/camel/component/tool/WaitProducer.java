package io.noetl.camel.component.tool;

import io.noetl.camel.component.step.RunExchange;
import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.StepInput;
import io.noetl.camel.execution.StepRun;
import io.noetl.camel.execution.TemplateFailure;
import io.noetl.camel.execution.ToolError;
import io.noetl.camel.execution.ToolNames;
import io.noetl.camel.execution.approval.ApprovalSpec;
import io.noetl.camel.execution.wait.WaitKey;
import io.noetl.camel.execution.wait.WaitRequest;
import io.noetl.camel.execution.wait.WaitRequest.Wanted;
import io.noetl.camel.execution.wait.Waiting;
import io.noetl.camel.execution.wait.Waits;
import io.noetl.camel.template.TemplateError;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.flow.WaitFields;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;

/** Goes on when a time is over or a signal is there: no thread waits. */
class WaitProducer extends DefaultAsyncProducer {
  private final ToolEndpoint endpoint;
  private final ToolCaller caller;

  WaitProducer(ToolEndpoint endpoint, ToolCaller caller) {
    super(endpoint);
    this.endpoint = endpoint;
    this.caller = caller;
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    StepRun step = RunExchange.step(exchange);
    if (caller.answers(step)) {
      step.finished(caller.call(step, endpoint.getPointer()));
      callback.done(true);
      return true;
    }
    try {
      // A test has waits of its own, so they are looked up for each call.
      Waits waits = getEndpoint().getCamelContext().getRegistry().findSingleByType(Waits.class);
      WaitRequest request = request(step, waits);
      waits
          .await(step, request)
          .whenComplete((over, bug) -> ended(step, request, over, bug, exchange, callback));
      return false;
    } catch (ToolFailure e) {
      step.finished(e.outcome());
    } catch (TemplateError e) {
      step.finished(Outcome.failed(TemplateFailure.of(step.step().name(), e)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      exchange.setException(e);
    }
    callback.done(true);
    return true;
  }

  private WaitRequest request(StepRun step, Waits waits) throws ToolFailure {
    StepInput input = step.input(endpoint.getPointer(), ToolNames.NONE);
    WaitFields fields = WaitFields.of(step.step().name(), input, waits.now());
    return new WaitRequest(
        new WaitKey(step.run().id(), step.callKey() + "#" + input.attempt()),
        step.step().name(),
        fields.wanted(),
        fields.due(),
        fields.wanted() instanceof Wanted.Ask(ApprovalSpec spec)
            ? step.run().asks(step, spec, fields.due())
            : List.of());
  }

  private static void ended(
      StepRun step,
      WaitRequest request,
      @Nullable Waiting over,
      @Nullable Throwable bug,
      Exchange exchange,
      AsyncCallback callback) {
    if (over != null) {
      step.finished(outcome(step, request, over));
    } else {
      exchange.setException(bug);
    }
    callback.done(false);
  }

  private static Outcome outcome(StepRun step, WaitRequest request, Waiting over) {
    return switch (over.state()) {
      case DONE -> new Outcome.Done(result(request, over));
      case LATE ->
          request.wanted() instanceof Wanted.Ask(ApprovalSpec spec) && spec.onTimeout() != null
              ? new Outcome.Done(byTime(spec, over))
              : Outcome.failed(late(step, request, over));
      case LEFT, OPEN ->
          Outcome.failed(
              ToolError.of(
                  "EX0401",
                  "Cancelled",
                  "Step '%s' was cancelled while it waited.".formatted(step.step().name())));
    };
  }

  private static @Nullable Object result(WaitRequest request, Waiting over) {
    return switch (request.wanted()) {
      case Wanted.Signal signal -> over.result();
      case Wanted.Ask ask -> over.result();
      case Wanted.Time time -> Map.of("until", String.valueOf(over.due()));
    };
  }

  /** Nobody has decided in time, and the playbook says what that means. */
  private static Map<String, @Nullable Object> byTime(ApprovalSpec spec, Waiting over) {
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    result.put("choice", spec.onTimeout());
    result.put("values", Map.of());
    result.put("by", null);
    result.put("at", String.valueOf(over.due()));
    return result;
  }

  private static ToolError late(StepRun step, WaitRequest request, Waiting over) {
    String what =
        switch (request.wanted()) {
          case Wanted.Signal(String name, String key) ->
              "no signal '%s'%s came"
                  .formatted(name, key.isEmpty() ? "" : " with key '" + key + "'");
          case Wanted.Ask ask -> "nobody has decided";
          case Wanted.Time time -> "it was not over";
        };
    Duration time = over.due() == null ? Duration.ZERO : Duration.between(over.begun(), over.due());
    return ToolError.of(
        "EX0403",
        "Timeout",
        "Step '%s' has waited for %s s, its timeout: %s. Raise `timeout`, or handle the error."
            .formatted(step.step().name(), Math.round(time.toMillis() / 1000.0), what));
  }
}
