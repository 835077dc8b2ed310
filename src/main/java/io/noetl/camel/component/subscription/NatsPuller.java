package io.noetl.camel.component.subscription;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.PullSubscribeOptions;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.api.DeliverPolicy;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsJetStreamMetaData;
import io.noetl.camel.execution.trigger.Arrival;
import io.noetl.camel.execution.trigger.Held;
import io.noetl.camel.execution.trigger.PullStore;
import io.noetl.camel.playbook.PullSource;
import io.noetl.camel.tool.nats.NatsLink;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages of a stream of NATS, by a durable consumer that they are pulled from. It is made where
 * it is not there. What is not acknowledged comes again.
 */
final class NatsPuller implements Puller {
  private static final Logger LOG = LoggerFactory.getLogger(NatsPuller.class);
  private static final int NOT_FOUND = 10014;
  private static final Duration ANSWER = Duration.ofSeconds(10);

  /** Longer than messages usually wait for room: they would come twice, and be known. */
  private static final Duration ACK_WAIT = Duration.ofMinutes(5);

  private static final long LAG_NANOS = Duration.ofSeconds(5).toNanos();

  private final Held held;
  private final PullSource.Nats source;
  private final NatsLink link;
  private final PullStore store;
  private final MessageBytes bytes;
  private final LongSupplier nanos;
  private final JetStreamSubscription subscription;
  private final Set<Message> given = Collections.newSetFromMap(new IdentityHashMap<>());
  private long measured;

  /** A puller, which closes the link. */
  NatsPuller(
      Held held,
      PullSource.Nats source,
      NatsLink link,
      PullStore store,
      MessageBytes bytes,
      LongSupplier nanos)
      throws IOException, JetStreamApiException {
    this.held = held;
    this.source = source;
    this.link = link;
    this.store = store;
    this.bytes = bytes;
    this.nanos = nanos;
    Connection connection = link.connection();
    consumer(connection.jetStreamManagement());
    this.subscription =
        connection
            .jetStream()
            .subscribe(null, PullSubscribeOptions.bind(source.stream(), source.consumer()));
  }

  private void consumer(JetStreamManagement management) throws IOException, JetStreamApiException {
    try {
      ConsumerInfo there = management.getConsumerInfo(source.stream(), source.consumer());
      ConsumerConfiguration found = there.getConsumerConfiguration();
      if (found.getDeliverSubject() != null || found.getAckPolicy() != AckPolicy.Explicit) {
        throw new IOException(
            "The consumer '%s' is not one to pull from with explicit acknowledgements: choose another `consumer`"
                .formatted(source.consumer()));
      }
      Set<String> filters = filters(found.getFilterSubjects());
      if (!filters.equals(filters(subjects()))) {
        throw new IOException(
            "The consumer '%s' is there already and takes %s, but the document asks for %s: delete the consumer, choose another `consumer`, or make `subject` what it takes"
                .formatted(source.consumer(), said(filters), said(filters(subjects()))));
      }
    } catch (JetStreamApiException e) {
      if (e.getApiErrorCode() != NOT_FOUND) {
        throw e;
      }
      ConsumerConfiguration.Builder made =
          ConsumerConfiguration.builder()
              .durable(source.consumer())
              .ackPolicy(AckPolicy.Explicit)
              .ackWait(ACK_WAIT)
              .deliverPolicy(source.fromStart() ? DeliverPolicy.All : DeliverPolicy.New);
      if (source.subject() != null) {
        made.filterSubject(source.subject());
      }
      management.addOrUpdateConsumer(source.stream(), made.build());
    }
  }

  private List<String> subjects() {
    return source.subject() == null ? List.of() : List.of(source.subject());
  }

  /** What is taken of a stream; empty for all of it, which can be written in two ways. */
  private static Set<String> filters(@Nullable List<String> subjects) {
    return subjects == null || subjects.contains(">") ? Set.of() : Set.copyOf(subjects);
  }

  private static String said(Set<String> filters) {
    return filters.isEmpty() ? "all of the stream" : "'" + String.join("', '", filters) + "'";
  }

  @Override
  public Batch poll(Duration patience)
      throws IOException, JetStreamApiException, InterruptedException {
    List<Message> messages = subscription.fetch(held.batch(), patience);
    if (!messages.isEmpty()) {
      given.addAll(messages);
      return new Batch(messages.stream().map(this::arrival).toList(), () -> acknowledge(messages));
    }
    if (link.connection().getStatus() != Connection.Status.CONNECTED) {
      throw new IOException("The connection to NATS is lost");
    }
    if (measured == 0 || nanos.getAsLong() - measured > LAG_NANOS) {
      measure();
    }
    return Batch.NONE;
  }

  private void acknowledge(List<Message> messages)
      throws IOException, JetStreamApiException, InterruptedException, TimeoutException {
    messages.forEach(Message::ack);
    link.connection().flush(ANSWER);
    messages.forEach(given::remove);
    measure();
  }

  private void measure() throws IOException, JetStreamApiException {
    ConsumerInfo info = subscription.getConsumerInfo();
    measured = nanos.getAsLong();
    store.lag(held.id(), held.epoch(), info.getNumPending() + info.getNumAckPending());
  }

  /** The time is part of the key: a stream that is made anew counts from 1 again. */
  private Arrival arrival(Message message) {
    NatsJetStreamMetaData meta = message.metaData();
    Map<String, @Nullable Object> from = new LinkedHashMap<>();
    from.put("stream", meta.getStream());
    from.put("subject", message.getSubject());
    from.put("sequence", meta.streamSequence());
    from.put("timestamp", meta.timestamp().toInstant().toString());
    Map<String, String> headers = new LinkedHashMap<>();
    Headers given = message.getHeaders();
    if (given != null) {
      for (String name : new ArrayList<>(given.keySet())) {
        headers.put(name.toLowerCase(Locale.ROOT), String.join(",", given.get(name)));
      }
    }
    return new Arrival(
        "%s/%d/%s".formatted(meta.getStream(), meta.streamSequence(), meta.timestamp().toInstant()),
        new io.noetl.camel.execution.trigger.Message(
            bytes.value(message.getData(), from), headers, Map.of(), from));
  }

  /** What was given and is not recorded comes again at once, and not when its time is over. */
  @Override
  public void close() {
    try {
      if (!given.isEmpty()) {
        given.forEach(Message::nak);
        link.connection().flush(ANSWER);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException | RuntimeException e) {
      LOG.debug("messages come again later: {}", e.toString());
    }
    link.close();
  }
}
