package io.noetl.camel.component.step;

import io.noetl.camel.execution.Run;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** Sends the tokens on that the step before has issued for this one; they are recorded already. */
class StepProducer extends DefaultProducer {
  StepProducer(StepEndpoint endpoint) {
    super(endpoint);
  }

  @Override
  public void process(Exchange exchange) {
    Run run = Objects.requireNonNull(RunExchange.run(exchange));
    run.dispatchIssued(RunExchange.token(exchange), ((StepEndpoint) getEndpoint()).step());
  }
}
