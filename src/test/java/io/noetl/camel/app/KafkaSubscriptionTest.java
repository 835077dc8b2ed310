package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.testing.KafkaBroker;
import io.noetl.camel.testing.TestPostgres;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Messages of a real broker of Kafka. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaSubscriptionTest {
  private static final String NOTED =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: noted, path: kafka/noted}
      workload: {id: none}
      workflow:
        - step: start
          tool: {kind: noop, result: "{{ workload.id }}"}
          next: {arcs: []}
      """;

  private TestServer server;
  private KafkaBroker broker;

  @BeforeAll
  void start(@TempDir Path data, @TempDir Path kafka) throws Exception {
    broker = new KafkaBroker(kafka, "");
    server = TestServer.start(data);
    ok(
        server.post(
            "/api/credentials",
            Map.of(
                "name",
                "brokers",
                "type",
                "kafka",
                "data",
                Map.of("bootstrap_servers", broker.address()))));
    ok(server.post("/api/catalog/register", Map.of("content", NOTED)));
  }

  @AfterAll
  void stop() {
    server.close();
    broker.close();
  }

  @Test
  void eachMessageStartsOneExecutionAndIsCommitted() throws Exception {
    broker.topic("orders", 3);
    send("orders", 1, 500);
    register(
        """
        metadata: {name: orders, path: kafka/orders}
        spec:
          source: kafka
          kafka: {auth: brokers, topic: orders, group: orders-group, batch: 50}
          dispatch: {playbook: kafka/noted, payload: {id: "{{ body.n }} {{ source.key }} {{ headers['x-shop'] }} {{ source.topic }}"}}
        """);
    started("kafka/orders", 500);
    send("orders", 501, 600);
    started("kafka/orders", 600);

    assertThat(ids("kafka/orders"))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(1, 600).mapToObj(n -> n + " k" + n + " north orders").toList());
    Waiting.until(() -> committed("orders-group"), sum -> sum == 600);
    Waiting.until(() -> row("kafka/orders").get("lag"), lag -> lag.equals(0L));
    assertThat(row("kafka/orders"))
        .containsEntry("duplicates", 0L)
        .containsEntry("refused", 0L)
        .containsEntry("source_error", null);
  }

  @Test
  void aTopicThatWasMadeAnewIsReadAnew() throws Exception {
    broker.topic("again", 1);
    register(
        """
        metadata: {name: again, path: kafka/again}
        spec: {source: kafka, kafka: {auth: brokers, topic: again}, dispatch: {playbook: kafka/noted, payload: {id: "{{ body }}"}}}
        """);
    broker.send(List.of(new ProducerRecord<>("again", "first")));
    started("kafka/again", 1);
    become("kafka/again", "deactivate");
    Waiting.until(() -> row("kafka/again").get("owner"), owner -> owner == null);
    try (Admin admin = broker.admin()) {
      admin.deleteTopics(List.of("again")).all().get(60, TimeUnit.SECONDS);
      admin.deleteConsumerGroups(List.of("noetl.kafka.again")).all().get(60, TimeUnit.SECONDS);
      Waiting.until(
          () -> {
            try {
              return admin.listTopics().names().get(60, TimeUnit.SECONDS);
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
          },
          names -> !names.contains("again"));
    }
    broker.topic("again", 1);
    broker.send(List.of(new ProducerRecord<>("again", "second")));
    become("kafka/again", "activate");
    started("kafka/again", 2);
    assertThat(ids("kafka/again")).containsExactly("first", "second");
  }

  @Test
  void whatComesWhileItBeginsWithTheNewestIsNotLost() throws Exception {
    broker.topic("latest", 2);
    send("latest", 1, 10);
    register(
        """
        metadata: {name: latest, path: kafka/latest}
        spec:
          source: kafka
          kafka: {auth: brokers, topics: [latest], from: latest, group: latest-group}
          dispatch: {playbook: kafka/noted, payload: {id: "{{ body.n }}"}}
        """);
    Waiting.until(() -> committed("latest-group"), sum -> sum == 10);
    become("kafka/latest", "pause");
    send("latest", 11, 20);
    try (Admin admin = broker.admin()) {
      admin.createPartitions(Map.of("latest", NewPartitions.increaseTo(3))).all().get();
    }
    broker.send(List.of(new ProducerRecord<>("latest", 2, "k", "{\"n\": 21}")));
    become("kafka/latest", "resume");
    started("kafka/latest", 11);
    assertThat(ids("kafka/latest"))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(11, 21).mapToObj(Integer::toString).toList());
  }

  @Test
  void aBrokerMayStopForAWhile() throws Exception {
    broker.topic("away", 1);
    register(
        """
        metadata: {name: away, path: kafka/away}
        spec: {source: kafka, kafka: {auth: brokers, topic: away}, dispatch: {playbook: kafka/noted, payload: {id: "{{ body.n }}"}}}
        """);
    send("away", 1, 10);
    started("kafka/away", 10);
    broker.restart();
    send("away", 11, 20);
    started("kafka/away", 20);
    assertThat(ids("kafka/away")).hasSize(20).doesNotHaveDuplicates();
  }

  @Test
  void aTopicIsWrittenToATableOnce() throws Exception {
    TestPostgres table = TestPostgres.database("kafka_table");
    table.execute("CREATE TABLE orders (id bigint PRIMARY KEY, total numeric)");
    ok(
        server.post(
            "/api/credentials",
            Map.of("name", "warehouse", "type", "postgres", "data", table.credential())));
    ok(
        server.post(
            "/api/catalog/register",
            Map.of(
                "content",
                """
                apiVersion: noetl.io/v2
                kind: Playbook
                metadata: {name: order, path: kafka/to_table}
                workload: {n: 0}
                workflow:
                  - step: start
                    tool:
                      kind: postgres
                      auth: warehouse
                      command: INSERT INTO orders VALUES (:id, :total) ON CONFLICT DO NOTHING
                      params: {id: "{{ workload.n }}", total: "{{ workload.n * 10 }}"}
                    next: {arcs: []}
                """)));
    broker.topic("to-table", 2);
    send("to-table", 1, 100);
    register(
        """
        metadata: {name: to_table, path: kafka/to_table_sub}
        spec:
          source: kafka
          kafka: {auth: brokers, topic: to-table}
          dispatch: kafka/to_table
          limits: {max_in_flight: 20}
        """);
    Waiting.until(
        () -> table.query("SELECT count(*), sum(total) FROM orders"),
        rows -> rows.equals(List.of(List.of("100", "50500"))));
  }

  @Test
  void whoLogsInIsLetIn(@TempDir Path folder) throws Exception {
    String password = "pw-of-kafka-77";
    try (KafkaBroker locked = new KafkaBroker(folder, password)) {
      locked.topic("locked", 1);
      locked.send(List.of(new ProducerRecord<>("locked", "let in")));
      ok(
          server.post(
              "/api/credentials",
              Map.of(
                  "name",
                  "locked_brokers",
                  "type",
                  "kafka",
                  "data",
                  Map.of(
                      "bootstrap_servers",
                      locked.address(),
                      "security_protocol",
                      "SASL_PLAINTEXT",
                      "username",
                      "noetl",
                      "password",
                      password))));
      register(
          """
          metadata: {name: locked, path: kafka/locked}
          spec: {source: kafka, auth: locked_brokers, topic: locked, dispatch: {playbook: kafka/noted, payload: {id: "{{ body }}"}}}
          """);
      started("kafka/locked", 1);
      assertThat(ids("kafka/locked")).containsExactly("let in");
      become("kafka/locked", "deactivate");
    }
  }

  @Test
  void aBrokerThatMayNotBeCalledIsNotCalled() throws Exception {
    register(
        """
        metadata: {name: metadata, path: kafka/metadata}
        spec: {source: kafka, kafka: {brokers: "169.254.169.254:9092", topic: t}, dispatch: kafka/noted}
        """);
    Object error = Waiting.until(() -> row("kafka/metadata").get("source_error"), e -> e != null);
    assertThat(String.valueOf(error)).contains("a link-local or metadata address");
    become("kafka/metadata", "deactivate");
  }

  @Test
  void aTopicThatIsNotThereIsTold() throws Exception {
    register(
        """
        metadata: {name: missing, path: kafka/missing}
        spec: {source: kafka, kafka: {brokers: "BROKER", topic: no-such-topic}, dispatch: kafka/noted}
        """
            .replace("BROKER", broker.address()));
    Object error = Waiting.until(() -> row("kafka/missing").get("source_error"), e -> e != null);
    assertThat(String.valueOf(error)).contains("no-such-topic");
    become("kafka/missing", "deactivate");
  }

  private long committed(String group) {
    try (Admin admin = broker.admin()) {
      Map<TopicPartition, OffsetAndMetadata> offsets =
          admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      return offsets.values().stream()
          .filter(java.util.Objects::nonNull)
          .mapToLong(OffsetAndMetadata::offset)
          .sum();
    } catch (Exception e) {
      return -1;
    }
  }

  private void send(String topic, int from, int to) {
    broker.send(
        IntStream.rangeClosed(from, to)
            .mapToObj(
                n ->
                    KafkaBroker.with(
                        new ProducerRecord<>(topic, "k" + n, "{\"n\": " + n + "}"),
                        "X-Shop",
                        "north"))
            .toList());
  }

  private void started(String path, int count) throws InterruptedException {
    Waiting.until(() -> row(path), row -> ((Long) row.get("started")) >= count);
  }

  private List<String> ids(String path) {
    return server
        .database()
        .jdbc()
        .sql(
            "SELECT payload ->> 'id' FROM noetl.execution WHERE labels ->> 'subscription' = ? ORDER"
                + " BY execution_id")
        .param(path)
        .query(String.class)
        .list();
  }

  private void register(String document) {
    ok(
        server.post(
            "/api/catalog/register",
            Map.of("content", "apiVersion: noetl.io/v2\nkind: Subscription\n" + document)));
  }

  private void become(String path, String verb) {
    ok(
        server.post(
            "/api/subscriptions/" + row(path).get("subscription_id") + "/" + verb, Map.of()));
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> row(String path) {
    return ((List<Map<String, Object>>) server.get("/api/subscriptions").object().get("items"))
        .stream().filter(row -> row.get("path").equals(path)).findFirst().orElseThrow();
  }

  private static void ok(TestServer.Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
  }
}
