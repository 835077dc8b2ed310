package io.noetl.camel.component.subscription;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/**
 * Fetch the messages of a subscription, and start what they mean.
 *
 * <p>It works on the noetl-camel server that holds the subscription.
 */
@UriEndpoint(
    firstVersion = "4.18.0",
    scheme = "subscription",
    title = "NoETL Subscription",
    syntax = "subscription:number",
    category = {Category.WORKFLOW})
public class SubscriptionEndpoint extends DefaultEndpoint {

  @UriPath(description = "The number of the subscription")
  @Metadata(required = true)
  private final String number;

  public SubscriptionEndpoint(String uri, SubscriptionComponent component, String number) {
    super(uri, component);
    this.number = number;
  }

  /** The number of the subscription. */
  public String getNumber() {
    return number;
  }

  private SubscriptionHouse house() {
    SubscriptionHouse house =
        getCamelContext().getRegistry().findSingleByType(SubscriptionHouse.class);
    if (house == null) {
      throw new IllegalStateException(
          getEndpointUri()
              + " runs on a noetl-camel server only: nothing holds subscriptions here");
    }
    return house;
  }

  @Override
  public Producer createProducer() {
    return new SubscriptionProducer(this, house());
  }

  @Override
  public Consumer createConsumer(Processor processor) {
    return new SubscriptionConsumer(this, processor, house());
  }
}
