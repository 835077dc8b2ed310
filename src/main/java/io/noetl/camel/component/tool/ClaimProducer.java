package io.noetl.camel.component.tool;

import io.noetl.camel.component.step.RunExchange;
import io.noetl.camel.execution.Claimer;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** Claims rows for the loop that the exchange is in. */
class ClaimProducer extends DefaultProducer {
  private final ToolCaller caller;

  ClaimProducer(ToolEndpoint endpoint, ToolCaller caller) {
    super(endpoint);
    this.caller = caller;
  }

  @Override
  public void process(Exchange exchange) {
    Claimer claimer = RunExchange.claimer(exchange);
    claimer.finished(caller.claim(claimer));
  }
}
