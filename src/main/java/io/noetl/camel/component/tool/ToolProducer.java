package io.noetl.camel.component.tool;

import io.noetl.camel.component.step.RunExchange;
import io.noetl.camel.execution.StepRun;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/**
 * Calls the tool of the step that the exchange is in; what it ends with is kept in the step. It is
 * what an endpoint of any scheme does that has a pointer into a playbook.
 */
public final class ToolProducer extends DefaultProducer {
  private final ToolCaller caller;
  private final String pointer;

  ToolProducer(Endpoint endpoint, ToolCaller caller, String pointer) {
    super(endpoint);
    this.caller = caller;
    this.pointer = pointer;
  }

  /**
   * Makes one.
   *
   * @param pointer JSON pointer of the tool: {@code /workflow/1/tool}
   */
  public static ToolProducer of(Endpoint endpoint, String pointer) {
    return new ToolProducer(endpoint, ToolCaller.of(endpoint.getCamelContext()), pointer);
  }

  @Override
  public void process(Exchange exchange) {
    StepRun step = RunExchange.step(exchange);
    step.finished(caller.call(step, pointer));
  }
}
