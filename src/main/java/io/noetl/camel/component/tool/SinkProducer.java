package io.noetl.camel.component.tool;

import io.noetl.camel.component.step.RunExchange;
import io.noetl.camel.execution.StepRun;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** Runs a sink of the step that the exchange is in. */
class SinkProducer extends DefaultProducer {
  private final ToolEndpoint endpoint;
  private final ToolCaller caller;

  SinkProducer(ToolEndpoint endpoint, ToolCaller caller) {
    super(endpoint);
    this.endpoint = endpoint;
    this.caller = caller;
  }

  @Override
  public void process(Exchange exchange) {
    StepRun step = RunExchange.step(exchange);
    step.sinkFinished(endpoint.getPointer(), caller.sink(step, endpoint.getPointer()));
  }
}
