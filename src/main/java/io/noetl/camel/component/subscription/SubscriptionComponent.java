package io.noetl.camel.component.subscription;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/**
 * Both ends of a subscription's route: {@code from: subscription:…} fetches its messages, {@code
 * to: subscription:…} starts what they mean.
 */
@Component("subscription")
public class SubscriptionComponent extends DefaultComponent {

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
    return new SubscriptionEndpoint(uri, this, remaining);
  }
}
