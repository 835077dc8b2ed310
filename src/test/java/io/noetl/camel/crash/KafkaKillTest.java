package io.noetl.camel.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.store.Json;
import io.noetl.camel.store.TestDatabase;
import io.noetl.camel.testing.JavaCommand;
import io.noetl.camel.testing.KafkaBroker;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Two servers, killed in turn while they fetch messages of Kafka: each message starts exactly one
 * execution. {@code tools/crash/kafka} runs it with more messages and more kills.
 */
@Isolated("It needs the whole machine")
class KafkaKillTest {
  private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
  private static final int MESSAGES = Integer.getInteger("kafka.messages", 1_000);
  private static final int KILLS = Integer.getInteger("kafka.kills", 2);
  private static final Duration PATIENCE = Duration.ofMinutes(10);

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

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void eachMessageStartsExactlyOneExecution(@TempDir Path work, @TempDir Path kafka)
      throws Exception {
    TestDatabase database = TestDatabase.migrated();
    JdbcClient jdbc = database.jdbc();
    try (KafkaBroker broker = new KafkaBroker(kafka, "");
        ServerProcess first = server(work, "first", database);
        ServerProcess second = server(work, "second", database)) {
      broker.topic("killed", 4);
      List<ServerProcess> servers = List.of(first, second);
      for (ServerProcess server : servers) {
        server.start(List.of());
      }
      for (ServerProcess server : servers) {
        await(server::isReady);
      }
      register(first, PLAYBOOK);
      register(first, SUBSCRIPTION.replace("BROKER", broker.address()));

      int sent = 0;
      List<String> owners = new ArrayList<>();
      for (int kill = 0; kill < KILLS; kill++) {
        sent = send(broker, sent, MESSAGES * (kill + 1) / (KILLS + 1));
        int least = sent / 2;
        await(() -> started(jdbc) >= least && owner(jdbc) != null);
        owners.add(owner(jdbc));
        sent = send(broker, sent, sent + MESSAGES / (KILLS + 1) / 2);
        // the owner, or the other one: whoever it is, messages are on their way
        ServerProcess victim = servers.get(kill % 2);
        victim.signal("KILL");
        victim.join();
        victim.start(List.of());
        await(victim::isReady);
      }
      send(broker, sent, MESSAGES);
      await(() -> started(jdbc) >= MESSAGES && count(jdbc, OPEN) == 0);

      assertThat(owners).doesNotContainNull();
      assertThat(started(jdbc)).isEqualTo(MESSAGES);
      assertThat(
              count(
                  jdbc,
                  "SELECT count(DISTINCT payload ->> 'n') FROM noetl.execution WHERE path ="
                      + " 'kafka/one'"))
          .isEqualTo(MESSAGES);
      assertThat(count(jdbc, "SELECT count(*) FROM noetl.execution WHERE status <> 'COMPLETED'"))
          .isZero();
      assertThat(count(jdbc, "SELECT count(*) FROM noetl.subscription_letter")).isZero();
      assertThat(count(jdbc, "SELECT epoch FROM noetl.subscription")).isGreaterThan(1);
    }
  }

  private static final String OPEN =
      "SELECT count(*) FROM noetl.execution WHERE status IN ('PENDING', 'RUNNING', 'PAUSED')";

  private static ServerProcess server(Path work, String name, TestDatabase database)
      throws Exception {
    return new ServerProcess(
        work,
        name,
        JavaCommand.of("-Xmx400m"),
        List.of(
            "--spring.datasource.url=" + database.url(),
            "--spring.datasource.username=postgres",
            "--spring.datasource.password=postgres",
            "--noetl.secrets.master-key=" + KEY,
            "--noetl.python.warm=0"));
  }

  private static int send(KafkaBroker broker, int from, int to) {
    broker.send(
        IntStream.range(from, to)
            .mapToObj(n -> new ProducerRecord<>("killed", "k" + n, "{\"n\": " + n + "}"))
            .toList());
    return to;
  }

  private static int started(JdbcClient jdbc) {
    return count(jdbc, "SELECT count(*) FROM noetl.execution WHERE path = 'kafka/one'");
  }

  private static String owner(JdbcClient jdbc) {
    return jdbc.sql("SELECT owner FROM noetl.subscription").query(String.class).single();
  }

  private static int count(JdbcClient jdbc, String sql) {
    return jdbc.sql(sql).query(Integer.class).single();
  }

  private void register(ServerProcess server, String document) throws Exception {
    HttpResponse<String> reply =
        client.send(
            HttpRequest.newBuilder(URI.create(server.url() + "/api/catalog/register"))
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        new Json().write(Map.of("content", document))))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
  }

  private interface Wanted {
    boolean isThere() throws Exception;
  }

  private static void await(Wanted wanted) throws Exception {
    Instant until = Instant.now().plus(PATIENCE);
    while (!wanted.isThere()) {
      assertThat(Instant.now()).as("it never came").isBefore(until);
      Thread.sleep(100);
    }
  }
}
