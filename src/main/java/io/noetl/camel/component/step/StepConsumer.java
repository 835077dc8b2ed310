package io.noetl.camel.component.step;

import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;

/** The beginning of a playbook's route. The dispatcher sends tokens into it. */
class StepConsumer extends DefaultConsumer {
  private final StepEndpoint endpoint;

  StepConsumer(StepEndpoint endpoint, Processor processor) {
    super(endpoint, processor);
    this.endpoint = endpoint;
  }

  @Override
  public StepEndpoint getEndpoint() {
    return endpoint;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    ((StepComponent) endpoint.getComponent()).started(this);
  }

  @Override
  protected void doStop() throws Exception {
    ((StepComponent) endpoint.getComponent()).stopped(this);
    super.doStop();
  }
}
