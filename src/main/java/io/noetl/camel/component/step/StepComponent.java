package io.noetl.camel.component.step;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;

/**
 * The edge between the routes of a playbook: {@code from: step:…} begins a route, {@code to:
 * step:…} sends the tokens on that the step before has issued.
 */
@Component("step")
public class StepComponent extends DefaultComponent {
  private final Map<String, StepConsumer> consumers = new ConcurrentHashMap<>();

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    StepEndpoint endpoint = new StepEndpoint(uri, this, remaining);
    setProperties(endpoint, parameters);
    return endpoint;
  }

  void started(StepConsumer consumer) {
    consumers.put(consumer.getEndpoint().address(), consumer);
  }

  void stopped(StepConsumer consumer) {
    consumers.remove(consumer.getEndpoint().address(), consumer);
  }

  /** The route that begins with a step; null while it is not loaded. */
  @Nullable StepConsumer consumer(String playbook, String pointer) {
    return consumers.get(StepEndpoint.address(playbook, pointer));
  }
}
