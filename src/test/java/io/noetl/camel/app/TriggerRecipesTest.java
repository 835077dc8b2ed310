package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.testing.KafkaBroker;
import io.noetl.camel.testing.TestPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The recipes of docs/triggers.md, as they stand there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TriggerRecipesTest {
  private TestServer server;
  private Path inbox;

  @BeforeAll
  void start(@TempDir Path data, @TempDir Path folder) throws IOException {
    inbox = folder.toRealPath();
    server = TestServer.start(data, "--noetl.sources.folders=" + inbox);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void aTopicOfKafkaIntoATable(@TempDir Path kafka) throws Exception {
    TestPostgres table = TestPostgres.database("recipes");
    table.execute("CREATE TABLE orders (id bigint PRIMARY KEY, total numeric)");
    credential("warehouse", "postgres", table.credential());
    try (KafkaBroker broker = new KafkaBroker(kafka, "")) {
      credential("brokers", "kafka", Map.of("bootstrap_servers", broker.address()));
      broker.topic("orders-recipe", 2);
      broker.send(
          IntStream.rangeClosed(1, 200)
              .mapToObj(
                  n ->
                      new ProducerRecord<String, String>(
                          "orders-recipe", "{\"id\": %d, \"total\": %d}".formatted(n, n * 10)))
              .toList());
      register("### A topic of Kafka", "", "");

      Waiting.until(
          () -> table.query("SELECT count(*), sum(total) FROM orders"),
          rows -> rows.equals(List.of(List.of("200", "201000"))));
      assertThat(executions("recipes/order")).isEqualTo(200);
      become("recipes/orders", "deactivate");
    }
  }

  @Test
  void aFileThatIsDropped() throws Exception {
    register("### A file", "/data/inbox", inbox.toString());
    Path hidden = Files.writeString(inbox.resolve(".north.csv"), "id,total\n1,10\n2,20\n");
    Files.move(hidden, inbox.resolve("north.csv"));

    assertThat(result("recipes/load")).isEqualTo("north.csv: 2 rows, 30");
  }

  @Test
  void aNightlyRunWithAnAlertAtItsDeadline() throws Exception {
    register("### A nightly", "30 2 * * *", "* * * * * *");

    assertThat(String.valueOf(result("recipes/nightly"))).matches("report of \\d{4}-.*Z");
    become("recipes/at_night", "deactivate");
    assertThat(
            server
                .database()
                .jdbc()
                .sql(
                    "SELECT text FROM noetl.notice JOIN noetl.execution USING (execution_id) WHERE"
                        + " path = 'recipes/nightly' AND event = 'deadline' AND due_at > start_time"
                        + " + interval '119 minutes'")
                .query(String.class)
                .list())
        .isNotEmpty()
        .allMatch(text -> text.matches("The report of \\d{4}-.*Z is late: \\d+"));
  }

  @Test
  void aWebhookToAPlaybookAndBack() throws Exception {
    credential("shop_secret", "hmac", Map.of("secret", "of-the-shop"));
    register("### A webhook", "", "");
    String body = "{\"id\": \"A-17\", \"pieces\": 10}";
    String stamp = Long.toString(Instant.now().getEpochSecond());
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("of-the-shop".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    byte[] sum = mac.doFinal((stamp + "." + body).getBytes(StandardCharsets.UTF_8));

    for (int time = 0; time < 2; time++) {
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(
                          URI.create("http://127.0.0.1:" + server.port() + "/api/hooks/quotes"))
                      .header("Content-Type", "application/json")
                      .header("X-Timestamp", stamp)
                      .header("X-Signature", "sha256=" + HexFormat.of().formatHex(sum))
                      .POST(HttpRequest.BodyPublishers.ofString(body))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      assertThat(answer.body()).contains("\"order\":\"A-17\"", "\"price\":108.0");
    }
    assertThat(executions("recipes/quote")).isEqualTo(1);
    assertThat(server.post("/api/hooks/quotes", Map.of("id", "A-18")).status()).isEqualTo(401);
  }

  /** Registers the documents of a recipe, with one text in the place of another. */
  private void register(String heading, String text, String other) throws IOException {
    String page = Files.readString(Path.of("docs/triggers.md"));
    Matcher block =
        Pattern.compile("(?s)```yaml\n(.*?)```").matcher(page.substring(page.indexOf(heading)));
    assertThat(block.find()).isTrue();
    for (String document : block.group(1).split("(?m)^---$")) {
      ok(
          server.post(
              "/api/catalog/register", Map.of("content", document.strip().replace(text, other))));
    }
  }

  private void credential(String name, String type, Map<String, Object> data) {
    ok(server.post("/api/credentials", Map.of("name", name, "type", type, "data", data)));
  }

  private int executions(String path) {
    return server
        .database()
        .jdbc()
        .sql("SELECT count(*) FROM noetl.execution WHERE path = ?")
        .param(path)
        .query(Integer.class)
        .single();
  }

  private Object result(String path) throws InterruptedException {
    long id =
        Waiting.until(
            () ->
                server
                    .database()
                    .jdbc()
                    .sql(
                        "SELECT coalesce(min(execution_id), 0) FROM noetl.execution WHERE path = ?"
                            + " AND end_time IS NOT NULL")
                    .param(path)
                    .query(Long.class)
                    .single(),
            found -> found > 0);
    return server.get("/api/executions/" + id + "/value?of=result").object().get("value");
  }

  private void become(String path, String verb) {
    long id =
        server
            .database()
            .jdbc()
            .sql("SELECT subscription_id FROM noetl.subscription WHERE path = ?")
            .param(path)
            .query(Long.class)
            .single();
    ok(server.post("/api/subscriptions/" + id + "/" + verb, Map.of()));
  }

  private static void ok(TestServer.Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
  }
}
