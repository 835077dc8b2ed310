package io.noetl.camel.component.step;

import io.noetl.camel.execution.Run;
import io.noetl.camel.execution.Token;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/** Around the split of a loop: its end is committed before the route goes on. */
final class LoopProcessor extends DelegateAsyncProcessor {
  private final int index;

  LoopProcessor(Processor target, int index) {
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
    if (!token.expects(index)) {
      callback.done(true);
      return true;
    }
    if (token.replay(index, null)) {
      callback.done(true);
      return true;
    }
    if (!run.admits(token, index)) {
      RouteEnd.after(
          run.skip(token, index), () -> token.goesOn() || token.hasIssued(), exchange, callback);
      return false;
    }
    super.process(
        exchange,
        sync ->
            RouteEnd.after(
                run.exitLoop(token, index),
                () -> token.goesOn() || token.hasIssued(),
                exchange,
                callback));
    return false;
  }
}
