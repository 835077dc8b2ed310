package io.noetl.camel.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.nats.client.api.StreamConfiguration;
import io.noetl.camel.testing.KafkaBroker;
import io.noetl.camel.testing.NatsServer;
import io.noetl.camel.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Subscriptions that start one execution for many messages, of each source that can. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BatchSubscriptionTest {
  private static final String MANY =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: many, path: batch/many}
      workload: {ids: []}
      workflow:
        - step: start
          tool: {kind: noop, result: "{{ workload.ids | length }}"}
          next: {arcs: []}
      """;

  private TestServer server;
  private TestPostgres shop;
  private Path inbox;

  @BeforeAll
  void start(@TempDir Path data, @TempDir Path folders) throws IOException {
    inbox = Files.createDirectories(folders.toRealPath().resolve("inbox"));
    server = TestServer.start(data, "--noetl.sources.folders=" + inbox);
    shop = TestPostgres.database("batch_shop");
    credential("shop", "postgres", shop.credential());
    ok(server.post("/api/catalog/register", Map.of("content", MANY)));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void rowsWithAWatermark() throws Exception {
    shop.execute("CREATE TABLE seen (id int PRIMARY KEY)");
    shop.execute("INSERT INTO seen SELECT n FROM generate_series(1, 95) n");
    register(
        """
        metadata: {name: seen, path: batch/seen}
        spec:
          source: database
          database: {auth: shop, query: 'SELECT id FROM seen WHERE id > :watermark - 10', watermark: id, from: 0, every: 0.1}
          dispatch: {playbook: batch/many, batch: {size: 20, wait: 1}, payload: {ids: "{{ messages | map(attribute='body') | map(attribute='id') | list }}"}}
        """);
    taken("batch/seen", 95);
    shop.execute("INSERT INTO seen SELECT n FROM generate_series(96, 100) n");
    taken("batch/seen", 100);
    isEachOnce("batch/seen", 100, 20);
  }

  @Test
  void rowsThatTheQueryTakesItself() throws Exception {
    shop.execute("CREATE TABLE queue (id int PRIMARY KEY, taken boolean DEFAULT false)");
    shop.execute("INSERT INTO queue SELECT n FROM generate_series(1, 47) n");
    register(
        """
        metadata: {name: queue, path: batch/queue}
        spec:
          source: database
          database:
            auth: shop
            key: id
            every: 0.1
            query: |
              UPDATE queue SET taken = true WHERE id IN
                (SELECT id FROM queue WHERE NOT taken ORDER BY id LIMIT 7 FOR UPDATE SKIP LOCKED)
              RETURNING id
          dispatch: {playbook: batch/many, batch: {size: 20, wait: 2}, payload: {ids: "{{ messages | map(attribute='body') | map(attribute='id') | list }}"}}
        """);
    taken("batch/queue", 47);
    isEachOnce("batch/queue", 47, 20);
    Waiting.until(
        () -> shop.query("SELECT count(*) FROM queue WHERE taken"),
        rows -> rows.equals(List.of(List.of("47"))));
  }

  @Test
  void filesThatComeOneAfterTheOther() throws Exception {
    for (int n = 1; n <= 12; n++) {
      Files.writeString(inbox.resolve(n + ".csv"), "x");
    }
    register(
        """
        metadata: {name: files, path: batch/files}
        spec:
          source: file
          file: {folder: "FOLDER", settled: 0, every: 0.1}
          dispatch: {playbook: batch/many, batch: {size: 20, wait: 3}, payload: {ids: "{{ messages | map(attribute='body') | map(attribute='name') | list }}"}}
        """
            .replace("FOLDER", inbox.toString()));
    for (int n = 13; n <= 25; n++) {
      Files.writeString(inbox.resolve(n + ".csv"), "x");
    }
    taken("batch/files", 25);
    isEachOnce("batch/files", 25, 20);
    Waiting.until(
        () -> count("SELECT count(*) FROM noetl.execution WHERE status <> 'COMPLETED'"),
        n -> n == 0);
  }

  @Test
  void aTopicOfKafkaWithoutAPayload(@TempDir Path folder) throws Exception {
    try (KafkaBroker broker = new KafkaBroker(folder, "")) {
      broker.topic("batches", 2);
      broker.send(
          IntStream.rangeClosed(1, 230)
              .mapToObj(n -> new ProducerRecord<>("batches", "k" + n, "{\"n\": " + n + "}"))
              .toList());
      register(
          """
          metadata: {name: kafka, path: batch/kafka}
          spec:
            source: kafka
            kafka: {brokers: "BROKER", topic: batches}
            dispatch: {playbook: batch/many, batch: 50}
            limits: {max_in_flight: 2}
          """
              .replace("BROKER", broker.address()));
      taken("batch/kafka", 230);
      String messages =
          " FROM noetl.execution, json_array_elements(payload -> 'messages') AS m WHERE labels ->>"
              + " 'subscription' = 'batch/kafka'";
      assertThat(count("SELECT count(DISTINCT m -> 'body' ->> 'n')" + messages)).isEqualTo(230);
      assertThat(
              count(
                  "SELECT count(*)"
                      + messages
                      + " AND m -> 'source' ->> 'key' = 'k' || (m -> 'body' ->> 'n') AND m ->>"
                      + " 'key' LIKE 'batches/%'"))
          .isEqualTo(230);
      assertThat(
              count(
                  "SELECT sum((payload -> 'batch' ->> 'size')::int) FROM noetl.execution WHERE"
                      + " labels ->> 'subscription' = 'batch/kafka'"))
          .isEqualTo(230);
      Waiting.until(() -> row("batch/kafka").get("lag"), lag -> lag.equals(0L));
      become("batch/kafka", "deactivate");
    }
  }

  @Test
  void aStreamOfNats(@TempDir Path folder) throws Exception {
    try (NatsServer nats = NatsServer.start(folder)) {
      credential("nats", "nats", Map.of("url", nats.urlWithLogin()));
      nats.administered(
          connection -> {
            connection
                .jetStreamManagement()
                .addStream(StreamConfiguration.builder().name("MANY").subjects("many").build());
            for (int n = 1; n <= 130; n++) {
              connection.jetStream().publish("many", Integer.toString(n).getBytes(UTF_8));
            }
          });
      register(
          """
          metadata: {name: nats, path: batch/nats}
          spec:
            source: nats
            auth: nats
            stream: MANY
            dispatch: {playbook: batch/many, batch: {size: 50, wait: 1}, payload: {ids: "{{ messages | map(attribute='body') | list }}"}}
          """);
      taken("batch/nats", 130);
      isEachOnce("batch/nats", 130, 50);
      become("batch/nats", "deactivate");
    }
  }

  @Test
  void mailsOfAFolder() throws Exception {
    GreenMail mails = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
    mails.start();
    try {
      GreenMailUser user = mails.setUser("many@example.com", "many", "pw-of-many");
      credential(
          "mailbox",
          "imap",
          Map.of(
              "host", "127.0.0.1",
              "port", mails.getImap().getPort(),
              "security", "none",
              "username", "many",
              "password", "pw-of-many"));
      register(
          """
          metadata: {name: mail, path: batch/mail}
          spec:
            source: mail
            mail: {auth: mailbox, every: 0.1}
            dispatch: {playbook: batch/many, batch: {size: 5, wait: 2}, payload: {ids: "{{ messages | map(attribute='body') | map(attribute='subject') | list }}"}}
          """);
      for (int n = 1; n <= 12; n++) {
        user.deliver(
            GreenMailUtil.createTextEmail(
                "many@example.com",
                "ada@example.com",
                "order " + n,
                "text",
                mails.getImap().getServerSetup()));
      }
      taken("batch/mail", 12);
      isEachOnce("batch/mail", 12, 5);
      assertThat(row("batch/mail")).containsEntry("duplicates", 0L);
      become("batch/mail", "deactivate");
    } finally {
      mails.stop();
    }
  }

  @Test
  void whoHasHadOneEachFindsThemInNoBatch() throws Exception {
    shop.execute("CREATE TABLE turned AS SELECT n AS id FROM generate_series(1, 10) n");
    String document =
        """
        metadata: {name: turned, path: batch/turned}
        spec:
          source: database
          database: {auth: shop, query: 'SELECT id FROM turned WHERE id > :watermark - 100', watermark: id, from: 0, every: 0.1}
          dispatch: {playbook: batch/many, BATCHpayload: {ids: "IDS"}}
        """;
    String many =
        document
            .replace("BATCH", "batch: 100, ")
            .replace("IDS", "{{ messages | map(attribute='body') | map(attribute='id') | list }}");
    String one = document.replace("BATCH", "").replace("IDS", "{{ [body.id] }}");
    register(one);
    taken("batch/turned", 10);
    register(many);
    shop.execute("INSERT INTO turned VALUES (11), (12)");
    taken("batch/turned", 12);
    register(one);
    shop.execute("INSERT INTO turned VALUES (13)");
    taken("batch/turned", 13);
    isEachOnce("batch/turned", 13, 2);
    assertThat((Long) row("batch/turned").get("duplicates")).isGreaterThanOrEqualTo(12);
  }

  private void isEachOnce(String path, int count, int most) {
    String ids =
        " FROM noetl.execution, json_array_elements_text(payload -> 'ids') AS id WHERE labels ->>"
            + " 'subscription' = '"
            + path
            + "'";
    assertThat(count("SELECT count(*)" + ids)).isEqualTo(count);
    assertThat(count("SELECT count(DISTINCT id)" + ids)).isEqualTo(count);
    assertThat(
            count(
                "SELECT max(json_array_length(payload -> 'ids')) FROM noetl.execution WHERE labels"
                    + " ->> 'subscription' = '"
                    + path
                    + "'"))
        .isBetween(2, most);
    assertThat(row(path)).containsEntry("refused", 0L);
  }

  private int count(String sql) {
    return server.database().jdbc().sql(sql).query(Integer.class).single();
  }

  private void taken(String path, long count) throws InterruptedException {
    Waiting.until(() -> row(path), row -> ((Long) row.get("started")) >= count);
  }

  private void credential(String name, String type, Map<String, Object> data) {
    ok(server.post("/api/credentials", Map.of("name", name, "type", type, "data", data)));
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
