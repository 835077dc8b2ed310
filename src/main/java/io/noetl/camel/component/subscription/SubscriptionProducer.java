package io.noetl.camel.component.subscription;

import io.noetl.camel.execution.trigger.Arrival;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** Starts what the messages in the body mean; the exchange goes on when each is recorded. */
class SubscriptionProducer extends DefaultProducer {
  private final SubscriptionHouse house;
  private final long id;
  private final CamelMessages messages = new CamelMessages();

  SubscriptionProducer(SubscriptionEndpoint endpoint, SubscriptionHouse house) {
    super(endpoint);
    this.house = house;
    this.id = Long.parseLong(endpoint.getNumber());
  }

  @Override
  public void process(Exchange exchange) throws CamelExchangeException, InterruptedException {
    List<Arrival> arrivals = new ArrayList<>();
    if (exchange.getMessage().getBody() instanceof List<?> list
        && !list.isEmpty()
        && list.getFirst() instanceof Arrival) {
      list.forEach(item -> arrivals.add((Arrival) item));
    } else {
      arrivals.add(messages.arrival(exchange));
    }
    house.take(id, arrivals);
  }
}
