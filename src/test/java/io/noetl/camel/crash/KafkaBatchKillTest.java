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
 * Two servers, killed in turn while they start an execution for each hundred messages of Kafka:
 * what was not acknowledged comes again with other boundaries, and each message is in exactly one
 * execution.
 */
@Isolated("It needs the whole machine")
class KafkaBatchKillTest {
  private static final int MESSAGES = Integer.getInteger("kafka.messages", 10_000);
  private static final int KILLS = Integer.getInteger("kafka.kills", 3);

  private static final String PLAYBOOK =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: many, path: kafka/many}
      workload: {ids: []}
      workflow:
        - step: start
          tool: {kind: noop, result: "{{ workload.ids | length }}"}
          next: {arcs: []}
      """;
  private static final String SUBSCRIPTION =
      """
      apiVersion: noetl.io/v2
      kind: Subscription
      metadata: {name: batches, path: kafka/batches}
      spec:
        source: kafka
        kafka: {brokers: "BROKER", topic: batches}
        dispatch:
          playbook: kafka/many
          batch: {size: 100, wait: 1}
          payload: {ids: "{{ messages | map(attribute='body') | list }}", size: "{{ batch.size }}"}
      """;
  private static final String IDS =
      " FROM noetl.execution, json_array_elements_text(payload -> 'ids') AS id WHERE path ="
          + " 'kafka/many'";

  @Test
  void eachMessageIsInExactlyOneExecution(@TempDir Path work, @TempDir Path kafka)
      throws Exception {
    try (KafkaBroker broker = new KafkaBroker(kafka, "");
        KilledServers servers = new KilledServers(work)) {
      broker.topic("batches", 4);
      servers.register(PLAYBOOK);
      servers.register(SUBSCRIPTION.replace("BROKER", broker.address()));

      int sent = 0;
      for (int kill = 0; kill < KILLS; kill++) {
        sent = send(broker, sent, MESSAGES * (kill + 1) / (KILLS + 1));
        int least = sent / 3;
        KilledServers.await(() -> taken(servers) >= least);
        servers.awaitOwner();
        sent = send(broker, sent, sent + MESSAGES / (KILLS + 1) / 2);
        servers.kill(kill);
      }
      send(broker, sent, MESSAGES);
      KilledServers.await(() -> taken(servers) >= MESSAGES);
      servers.awaitEnds();

      assertThat(taken(servers)).isEqualTo(MESSAGES);
      assertThat(servers.count("SELECT count(DISTINCT id)" + IDS)).isEqualTo(MESSAGES);
      assertThat(servers.count("SELECT count(*) FROM noetl.start_key")).isEqualTo(MESSAGES);
      assertThat(
              servers.count(
                  "SELECT max((payload ->> 'size')::int) FROM noetl.execution WHERE path ="
                      + " 'kafka/many'"))
          .isEqualTo(100);
      assertThat(servers.count("SELECT count(*) FROM noetl.execution WHERE status <> 'COMPLETED'"))
          .isZero();
      assertThat(servers.count("SELECT count(*) FROM noetl.subscription_letter")).isZero();
      assertThat(servers.count("SELECT epoch FROM noetl.subscription")).isGreaterThan(1);
    }
  }

  private static int taken(KilledServers servers) {
    return servers.count("SELECT count(*)" + IDS);
  }

  private static int send(KafkaBroker broker, int from, int to) {
    broker.send(
        IntStream.range(from, to)
            .mapToObj(n -> new ProducerRecord<>("batches", "k" + n, Integer.toString(n)))
            .toList());
    return to;
  }
}
