package io.noetl.camel.component.tool.camel;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.service.ServiceHelper;

/** An endpoint with its producer, stopped when nobody holds it any more. */
final class SharedEndpoint {
  private final Endpoint endpoint;
  private final ProducerTemplate producer;
  private final AtomicInteger holders = new AtomicInteger(1);

  SharedEndpoint(CamelContext context, Endpoint endpoint) {
    this.endpoint = endpoint;
    ServiceHelper.startService(endpoint);
    // of its own: a shared one would take endpoints of one address for the same
    this.producer = context.createProducerTemplate(1);
  }

  void hold() {
    holders.incrementAndGet();
  }

  void release() {
    if (holders.decrementAndGet() == 0) {
      ServiceHelper.stopAndShutdownServices(producer, endpoint);
    }
  }

  /** Sends what is filled in, by the pattern that it says. */
  Exchange send(Processor fill) {
    return producer.send(endpoint, fill);
  }
}
