package io.noetl.camel.component.tool;

import io.noetl.camel.component.step.RunExchange;
import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.StepRun;
import io.noetl.camel.execution.ToolError;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;

/** Goes to the route of a workbook entry whose name only the run knows. */
class WorkbookProducer extends DefaultAsyncProducer {
  WorkbookProducer(ToolEndpoint endpoint) {
    super(endpoint);
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    StepRun step = RunExchange.step(exchange);
    String uri = step.workbookUri();
    if (uri.isEmpty()) {
      step.finished(
          Outcome.failed(
              ToolError.of(
                  "TL0002",
                  "WorkbookEntryNotFound",
                  "The workbook has no entry of the name that step '"
                      + step.step().name()
                      + "' gives. Correct `tool.task`.")));
      callback.done(true);
      return true;
    }
    try {
      AsyncProducer route = getEndpoint().getCamelContext().getEndpoint(uri).createAsyncProducer();
      route.start();
      return route.process(exchange, callback);
    } catch (Exception e) {
      exchange.setException(e);
      callback.done(true);
      return true;
    }
  }
}
