package io.noetl.camel.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.testing.KafkaBroker;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Two servers, killed in turn while they fetch messages of Kafka: each message starts exactly one
 * execution. {@code tools/crash/kafka} runs it with more messages and more kills.
 */
@Isolated("It needs the whole machine")
class KafkaKillTest {
  private static final int MESSAGES = Integer.getInteger("kafka.messages", 1_000);
  private static final int KILLS = Integer.getInteger("kafka.kills", 2);

  private static final String PLAYBOOK =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: one, path: kafka/one}
      workload: {n: 0}
      workflow:
        - step: start
          tool: {kind: noop, result: "{{ workload.n }}"}
          next: {arcs: []}
      """;
  private static final String SUBSCRIPTION =
      """
      apiVersion: noetl.io/v2
      kind: Subscription
      metadata: {name: killed, path: kafka/killed}
      spec:
        source: kafka
        kafka: {brokers: "BROKER", topic: killed, batch: 200}
        dispatch: kafka/one
      """;

  @Test
  void eachMessageStartsExactlyOneExecution(@TempDir Path work, @TempDir Path kafka)
      throws Exception {
    try (KafkaBroker broker = new KafkaBroker(kafka, "");
        KilledServers servers = new KilledServers(work)) {
      broker.topic("killed", 4);
      servers.register(PLAYBOOK);
      servers.register(SUBSCRIPTION.replace("BROKER", broker.address()));

      int sent = 0;
      for (int kill = 0; kill < KILLS; kill++) {
        sent = send(broker, sent, MESSAGES * (kill + 1) / (KILLS + 1));
        int least = sent / 2;
        KilledServers.await(() -> started(servers) >= least);
        servers.awaitOwner();
        sent = send(broker, sent, sent + MESSAGES / (KILLS + 1) / 2);
        servers.kill(kill);
      }
      send(broker, sent, MESSAGES);
      KilledServers.await(() -> started(servers) >= MESSAGES);
      servers.awaitEnds();

      assertThat(started(servers)).isEqualTo(MESSAGES);
      assertThat(
              servers.count(
                  "SELECT count(DISTINCT payload ->> 'n') FROM noetl.execution WHERE path ="
                      + " 'kafka/one'"))
          .isEqualTo(MESSAGES);
      assertThat(servers.count("SELECT count(*) FROM noetl.execution WHERE status <> 'COMPLETED'"))
          .isZero();
      assertThat(servers.count("SELECT count(*) FROM noetl.subscription_letter")).isZero();
      assertThat(servers.count("SELECT epoch FROM noetl.subscription")).isGreaterThan(1);
    }
  }

  private static int send(KafkaBroker broker, int from, int to) {
    broker.send(
        IntStream.range(from, to)
            .mapToObj(n -> new ProducerRecord<>("killed", "k" + n, "{\"n\": " + n + "}"))
            .toList());
    return to;
  }

  private static int started(KilledServers servers) {
    return servers.count("SELECT count(*) FROM noetl.execution WHERE path = 'kafka/one'");
  }
}
