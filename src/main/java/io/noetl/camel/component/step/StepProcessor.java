package io.noetl.camel.component.step;

import io.noetl.camel.execution.LoopItem;
import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.Run;
import io.noetl.camel.execution.StepRun;
import io.noetl.camel.execution.Token;
import io.noetl.camel.execution.ToolError;
import io.noetl.camel.store.event.StaleEpochException;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Around a Step EIP: a step that the flow did not choose is passed over; the end of one that ran is
 * committed before the route goes on.
 */
final class StepProcessor extends DelegateAsyncProcessor {
  private static final Logger LOG = LoggerFactory.getLogger(StepProcessor.class);

  private final int index;

  StepProcessor(Processor target, int index) {
    super(target);
    this.index = index;
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    Run run = RunExchange.run(exchange);
    if (run == null) {
      return super.process(exchange, callback);
    }
    Token token = RunExchange.token(exchange);
    LoopItem item = RunExchange.item(exchange);
    if (!token.expects(index)) {
      callback.done(true);
      return true;
    }
    if (token.replay(index, item)) {
      callback.done(true);
      return true;
    }
    run.whenGoing(() -> begin(run, token, item, exchange, callback));
    return false;
  }

  private void begin(
      Run run, Token token, @Nullable LoopItem item, Exchange exchange, AsyncCallback callback) {
    if (run.isStopping()) {
      leave(run, token, item, exchange, callback);
      return;
    }
    if (item == null && !run.admits(token, index)) {
      RouteEnd.after(
          run.skip(token, index), () -> token.goesOn() || token.hasIssued(), exchange, callback);
      return;
    }
    StepRun step = run.enter(token, index, item);
    RunExchange.enter(exchange, step);
    super.process(exchange, sync -> ended(step, item != null, exchange, callback));
  }

  /** The execution is stopping: the step does not begin any more. */
  private static void leave(
      Run run, Token token, @Nullable LoopItem item, Exchange exchange, AsyncCallback callback) {
    if (item == null) {
      RouteEnd.after(run.abandon(token), () -> false, exchange, callback);
    } else {
      item.loop().skip(item);
      callback.done(false);
    }
  }

  private static void ended(
      StepRun step, boolean isItem, Exchange exchange, AsyncCallback callback) {
    Exception bug = exchange.getException();
    if (bug != null) {
      exchange.setException(null);
      step.finished(Outcome.failed(internal(step, bug)));
    }
    Token token = RunExchange.token(exchange);
    RouteEnd.after(
        commit(step), () -> isItem || token.goesOn() || token.hasIssued(), exchange, callback);
  }

  private static CompletableFuture<Void> commit(StepRun step) {
    try {
      return step.run().exit(step).exceptionallyCompose(problem -> refused(step, problem));
    } catch (RuntimeException bug) {
      return step.run().crash(step.step().name(), internal(step, bug));
    }
  }

  /** A commit that the database refused for its data fails the execution; a fenced one is over. */
  private static CompletableFuture<Void> refused(StepRun step, Throwable problem) {
    Throwable cause = RouteEnd.cause(problem);
    if (cause instanceof StaleEpochException) {
      return CompletableFuture.failedFuture(problem);
    }
    return step.run()
        .crash(
            step.step().name(),
            ToolError.of(
                "EX0002",
                "NotStored",
                "The end of step '%s' could not be stored: %s"
                    .formatted(step.step().name(), cause.getMessage())))
        .thenCompose(done -> CompletableFuture.failedFuture(problem));
  }

  private static ToolError internal(StepRun step, Exception bug) {
    LOG.error("A bug in step {} of execution {}", step.step().name(), step.run().id(), bug);
    return ToolError.of(
        "EX0001",
        "Internal",
        "An internal error in step '%s': %s. Please report it; the server's log has the trace."
            .formatted(step.step().name(), bug));
  }
}
