package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.testing.S3Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Objects of a bucket, in a real server of S3. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BucketSubscriptionTest {
  private static final String NOTED =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: noted, path: bucket/noted}
      workload: {id: none}
      workflow:
        - step: start
          tool: {kind: noop, result: "{{ workload.id }}"}
          next: {arcs: []}
      """;

  /** Names that are written otherwise in an address, in XML or in a path. */
  private static final List<String> ODD =
      List.of("a b.csv", "a+b.csv", "50%25 of.csv", "Größe №1.csv", "x&y<z>.csv", "q?a=1#f.csv");

  private TestServer server;
  private S3Proxy s3;

  @BeforeAll
  void start(@TempDir Path data, @TempDir Path folder) throws Exception {
    s3 = new S3Proxy(folder);
    server = TestServer.start(data);
    credential("store", s3.credential());
    ok(server.post("/api/catalog/register", Map.of("content", NOTED)));
  }

  @AfterAll
  void stop() {
    server.close();
    s3.close();
  }

  @Test
  void eachObjectStartsItsPlaybookOnceWhateverItsName() throws Exception {
    s3.bucket("odd");
    for (String name : ODD) {
      s3.put("odd", "in/" + name, "name\n" + name.length() + "\n");
    }
    s3.put("odd", "in/other.txt", "not asked for");
    s3.put("odd", "in/.hidden.csv", "hidden");
    s3.put("odd", "in/deeper/c.csv", "in a folder");
    s3.put("odd", "top.csv", "elsewhere");
    register(
        """
        metadata: {name: odd, path: bucket/odd}
        spec:
          source: file
          file: {bucket: odd, prefix: in, auth: store, include: "*.csv", every: 0.2, content: text}
          dispatch: {playbook: bucket/noted, payload: {id: "{{ body.name }} {{ body.path }} {{ body.size }} {{ body.content }}"}}
        """);
    started("bucket/odd", ODD.size());
    s3.put("odd", "in/late.csv", "late");
    started("bucket/odd", ODD.size() + 1);

    List<String> expected =
        new java.util.ArrayList<>(
            ODD.stream()
                .map(
                    name -> {
                      String text = "name\n" + name.length() + "\n";
                      return "%s s3://odd/in/%s %d %s".formatted(name, name, text.length(), text);
                    })
                .toList());
    expected.add("late.csv s3://odd/in/late.csv 4 late");
    assertThat(ids("bucket/odd")).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(s3.has("odd", "in/late.csv")).isTrue();
    Waiting.until(() -> row("bucket/odd").get("lag"), lag -> lag.equals(0L));
    assertThat(row("bucket/odd")).containsEntry("refused", 0L).containsEntry("duplicates", 0L);
  }

  @Test
  void duckDbReadsThePathThatAMessageTells() throws Exception {
    s3.bucket("read");
    ok(
        server.post(
            "/api/catalog/register",
            Map.of(
                "content",
                """
                apiVersion: noetl.io/v2
                kind: Playbook
                metadata: {name: load, path: bucket/load}
                workload: {path: none}
                workflow:
                  - step: start
                    tool:
                      kind: duckdb
                      auth: store
                      database: ":memory:"
                      query: "SELECT content FROM read_text('{{ workload.path }}')"
                    next: {arcs: []}
                """)));
    for (String name : ODD) {
      if (!name.contains("?")) {
        s3.put("read", name, "text of " + name);
      }
    }
    register(
        """
        metadata: {name: read, path: bucket/read}
        spec: {source: file, file: {bucket: read, auth: store, every: 0.2}, dispatch: bucket/load}
        """);
    Waiting.until(
        () -> count("path = 'bucket/load' AND status = 'COMPLETED'"), n -> n == ODD.size() - 1);
    assertThat(
            server
                .database()
                .jdbc()
                .sql("SELECT result::text FROM noetl.execution WHERE path = 'bucket/load'")
                .query(String.class)
                .list())
        .allMatch(result -> result.contains("text of "))
        .hasSize(ODD.size() - 1);
  }

  @Test
  void otherContentIsANewMessageAndTheSameIsNot() throws Exception {
    s3.bucket("again");
    s3.put("again", "a.csv", "first");
    s3.put("again", "deep/er/b.csv", "first");
    register(
        """
        metadata: {name: again, path: bucket/again}
        spec:
          source: file
          file: {bucket: again, auth: store, include: "**.csv", every: 0.2, content: text}
          dispatch: {playbook: bucket/noted, payload: {id: "{{ source.key }} {{ body.content }}"}}
        """);
    started("bucket/again", 2);
    s3.put("again", "a.csv", "first");
    s3.put("again", "a.csv", "second");
    started("bucket/again", 3);
    assertThat(ids("bucket/again"))
        .containsExactlyInAnyOrder("a.csv first", "deep/er/b.csv first", "a.csv second");

    // known for as long as they are there, though nothing that they started is kept
    server
        .database()
        .jdbc()
        .sql("UPDATE noetl.execution SET idempotency_key = NULL WHERE path = 'bucket/noted'")
        .update();
    become("bucket/again", "pause");
    become("bucket/again", "resume");
    s3.delete("again", "a.csv");
    Waiting.until(() -> seen("again/"), n -> n == 1);
    s3.put("again", "a.csv", "second");
    started("bucket/again", 4);
    assertThat(ids("bucket/again")).hasSize(4);
  }

  @Test
  void manyObjectsAreLookedThroughPageByPage() throws Exception {
    s3.bucket("many");
    IntStream.range(0, 1100).parallel().forEach(n -> s3.put("many", "in/" + n + ".csv", "x"));
    register(
        """
        metadata: {name: many, path: bucket/many}
        spec:
          source: file
          file: {bucket: many, prefix: in/, auth: store, every: 0.5, batch: 300}
          dispatch: {playbook: bucket/noted, payload: {id: "{{ body.name }}"}}
          limits: {max_in_flight: 200}
        """);
    started("bucket/many", 1100);
    s3.put("many", "in/0000.csv", "x");
    started("bucket/many", 1101);
    assertThat(ids("bucket/many")).hasSize(1101).doesNotHaveDuplicates();
    assertThat(row("bucket/many")).containsEntry("duplicates", 0L);
  }

  @Test
  void whatCannotBeReadIsALetterAndTheRestGoesOn() throws Exception {
    s3.bucket("letters");
    s3.put("letters", "a-big.csv", "x".repeat((1 << 20) + 1));
    s3.put("letters", "b.csv", "fine");
    register(
        """
        metadata: {name: letters, path: bucket/letters}
        spec:
          source: file
          file: {bucket: letters, auth: store, every: 0.2, content: text}
          dispatch: {playbook: bucket/noted, payload: {id: "{{ body.content }}"}}
        """);
    started("bucket/letters", 1);
    Waiting.until(() -> row("bucket/letters").get("refused"), n -> n.equals(1L));
    assertThat(ids("bucket/letters")).containsExactly("fine");
    assertThat(String.valueOf(row("bucket/letters").get("last_error"))).contains("1048577 bytes");
  }

  @Test
  void whoMayNotReadIsToldAndGoesOnWhenHeMay() throws Exception {
    s3.bucket("closed");
    s3.put("closed", "a.csv", "x");
    Map<String, Object> wrong = new java.util.HashMap<>(s3.credential());
    wrong.put("secret_key", "not-this-one");
    credential("wrong", wrong);
    register(
        """
        metadata: {name: closed, path: bucket/closed}
        spec: {source: file, file: {bucket: closed, auth: wrong, every: 0.2}, dispatch: bucket/noted}
        """);
    Object error = Waiting.until(() -> row("bucket/closed").get("source_error"), e -> e != null);
    assertThat(String.valueOf(error))
        .contains("s3://closed at http://127.0.0.1", "403", "SignatureDoesNotMatch")
        .doesNotContain("not-this-one");

    credential("wrong", s3.credential());
    started("bucket/closed", 1);
    Waiting.until(() -> row("bucket/closed").get("source_error"), e -> e == null);
  }

  @Test
  void aBucketMayComeLaterAndAnAddressThatIsClosedIsNotCalled() throws Exception {
    register(
        """
        metadata: {name: later, path: bucket/later}
        spec: {source: file, file: {bucket: later, auth: store, every: 0.2}, dispatch: bucket/noted}
        """);
    Object error = Waiting.until(() -> row("bucket/later").get("source_error"), e -> e != null);
    assertThat(String.valueOf(error)).contains("404 NoSuchBucket");
    s3.bucket("later");
    s3.put("later", "a.csv", "x");
    started("bucket/later", 1);

    credential(
        "metadata", Map.of("key_id", "k", "secret_key", "s", "endpoint", "http://169.254.169.254"));
    register(
        """
        metadata: {name: metadata, path: bucket/metadata}
        spec: {source: file, file: {bucket: latest, auth: metadata}, dispatch: bucket/noted}
        """);
    Object denied = Waiting.until(() -> row("bucket/metadata").get("source_error"), e -> e != null);
    assertThat(String.valueOf(denied)).contains("a link-local or metadata address");
    become("bucket/metadata", "deactivate");
  }

  @Test
  void aServerMayGoAwayForAWhile() throws Exception {
    s3.bucket("away");
    s3.put("away", "a.csv", "x");
    register(
        """
        metadata: {name: away, path: bucket/away}
        spec:
          source: file
          file: {bucket: away, auth: store, every: 0.2}
          dispatch: {playbook: bucket/noted, payload: {id: "{{ body.name }}"}}
        """);
    started("bucket/away", 1);
    s3.stop();
    Waiting.until(() -> row("bucket/away").get("source_error"), e -> e != null);
    s3.start();
    s3.put("away", "b.csv", "x");
    started("bucket/away", 2);
    assertThat(ids("bucket/away")).containsExactly("a.csv", "b.csv");
    Waiting.until(() -> row("bucket/away").get("source_error"), e -> e == null);
  }

  private int seen(String begin) {
    return server
        .database()
        .jdbc()
        .sql("SELECT count(*) FROM noetl.subscription_object WHERE starts_with(name, ?)")
        .param(begin)
        .query(Integer.class)
        .single();
  }

  private int count(String where) {
    return server
        .database()
        .jdbc()
        .sql("SELECT count(*) FROM noetl.execution WHERE " + where)
        .query(Integer.class)
        .single();
  }

  private void credential(String name, Map<String, Object> data) {
    ok(server.post("/api/credentials", Map.of("name", name, "type", "s3", "data", data)));
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
