package io.noetl.camel.component.subscription;

import io.noetl.camel.execution.trigger.Held;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches messages on a thread of its own, and acknowledges them when the route has taken them.
 * Where a source fails, it is connected to again, after a longer pause each time.
 */
class SubscriptionConsumer extends DefaultConsumer {
  private static final Logger LOG = LoggerFactory.getLogger(SubscriptionConsumer.class);
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration STOPPING = Duration.ofSeconds(10);

  private final SubscriptionHouse house;
  private final long id;
  private volatile boolean running;
  private volatile @Nullable Thread thread;

  SubscriptionConsumer(
      SubscriptionEndpoint endpoint, Processor processor, SubscriptionHouse house) {
    super(endpoint, processor);
    this.house = house;
    this.id = Long.parseLong(endpoint.getNumber());
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    Held held = house.held(id);
    running = true;
    thread =
        Thread.ofVirtual()
            .name("noetl-subscription-" + held.document().path())
            .start(() -> run(held));
  }

  @Override
  protected void doStop() throws Exception {
    running = false;
    Thread fetching = thread;
    if (fetching != null && !fetching.join(STOPPING)) {
      // it waits for a source that does not answer; nothing it has fetched was acknowledged
      fetching.interrupt();
    }
    super.doStop();
  }

  private void run(Held held) {
    Duration pause = FIRST_PAUSE;
    while (running && !held.isStopped()) {
      try (Puller puller = house.open(held)) {
        Gathering gathering = new Gathering(held, System::nanoTime);
        process(gathering.next(puller, PATIENCE));
        house.works(held);
        pause = FIRST_PAUSE;
        while (running && !held.isStopped()) {
          process(gathering.next(puller, PATIENCE));
        }
      } catch (Held.LetGo e) {
        // the house stops the route, unless it is let on again before it looks
        LOG.debug("{}", e.getMessage());
        if (!waited(held, FIRST_PAUSE)) {
          return;
        }
      } catch (Exception | Error e) {
        // an Error would end the thread, and nothing would say that nothing is fetched any more
        if (!running || held.isStopped()) {
          return;
        }
        house.fails(held, e);
        if (!waited(held, pause)) {
          return;
        }
        pause =
            pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0
                ? LONGEST_PAUSE
                : pause.multipliedBy(2);
      }
    }
  }

  private void process(Puller.Batch batch) throws Exception {
    if (batch.arrivals().isEmpty()) {
      return;
    }
    Exchange exchange = createExchange(false);
    try {
      exchange.getMessage().setBody(batch.arrivals());
      getProcessor().process(exchange);
      Exception failure = exchange.getException();
      if (failure != null) {
        throw failure;
      }
      batch.acknowledgement().taken();
    } finally {
      releaseExchange(exchange, false);
    }
  }

  private static boolean waited(Held held, Duration pause) {
    try {
      held.pause(pause);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
