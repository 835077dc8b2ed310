package io.noetl.camel.crash;

import io.noetl.camel.testing.KafkaBroker;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Sends messages to a broker that comes and goes, one after the other. What the broker has said to
 * have is in its topic once.
 */
final class CrashMessages {
  static final String TOPIC = "crash";

  private static final int APART_MILLIS = 500;

  private final KafkaProducer<String, String> producer;
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private final Thread thread;

  CrashMessages(KafkaBroker broker) {
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                broker.address(),
                "acks",
                "all",
                "enable.idempotence",
                "true",
                "delivery.timeout.ms",
                "600000"),
            new StringSerializer(),
            new StringSerializer());
    this.thread = Thread.ofVirtual().name("crash-messages").start(this::run);
  }

  /** The names of messages that the broker has. */
  Set<String> acknowledged() {
    return acknowledged;
  }

  private void run() {
    try {
      for (int number = 1; ; number++) {
        String name = "message-" + number;
        producer.send(
            new ProducerRecord<>(TOPIC, name, "{\"n\": \"" + name + "\"}"),
            (where, failure) -> {
              if (failure == null) {
                acknowledged.add(name);
              }
            });
        Thread.sleep(APART_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** No further messages; those that were sent are waited for. */
  void stop() throws InterruptedException {
    thread.interrupt();
    thread.join();
    producer.close();
  }
}
