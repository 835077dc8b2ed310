package io.noetl.camel.component.tool;

import io.noetl.camel.component.step.RunExchange;
import io.noetl.camel.execution.StepRun;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** Calls the tool of the step that the exchange is in; what it ends with is kept in the step. */
class ToolProducer extends DefaultProducer {
  private final ToolEndpoint endpoint;
  private final ToolCaller caller;

  ToolProducer(ToolEndpoint endpoint, ToolCaller caller) {
    super(endpoint);
    this.endpoint = endpoint;
    this.caller = caller;
  }

  @Override
  public void process(Exchange exchange) {
    StepRun step = RunExchange.step(exchange);
    step.finished(caller.call(step, endpoint.getPointer()));
  }
}
