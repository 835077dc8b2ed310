package io.noetl.camel.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.nats.client.api.StreamConfiguration;
import io.noetl.camel.testing.NatsServer;
import io.noetl.camel.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Sources whose messages one server of several fetches. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PulledSubscriptionTest {
  private static final String NOTED =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: noted, path: pull/noted}
      workload: {id: none}
      workflow:
        - step: start
          tool: {kind: noop, result: "{{ workload.id }}"}
          next: {arcs: []}
      """;

  private TestServer server;
  private TestPostgres shop;
  private Path inbox;
  private Path camel;

  @BeforeAll
  void start(@TempDir Path data, @TempDir Path folders) throws IOException {
    inbox = Files.createDirectories(folders.toRealPath().resolve("open/inbox"));
    camel = Files.createDirectories(folders.toRealPath().resolve("camel"));
    server =
        TestServer.start(
            data,
            "--noetl.sources.folders=" + folders.resolve("open"),
            "--noetl.sources.camel.file.paths=" + camel,
            "--noetl.sources.camel.file.options=include,initialDelay,delay");
    shop = TestPostgres.database("pulled_shop");
    ok(
        server.post(
            "/api/credentials",
            Map.of("name", "shop", "type", "postgres", "data", shop.credential())));
    ok(server.post("/api/catalog/register", Map.of("content", NOTED)));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void aScheduleStartsItsPlaybookOnceAtEachTime() throws Exception {
    register(
        """
        metadata: {name: ticks, path: pull/ticks}
        spec:
          source: schedule
          schedule: {interval_seconds: 1}
          dispatch: {playbook: pull/noted, payload: {id: "{{ body.scheduled_time }}"}}
        """);
    started("pull/ticks", 3);

    // Two that run side by side may end in any order.
    List<String> ids = ids("pull/ticks").stream().sorted().toList();

    assertThat(ids)
        .doesNotHaveDuplicates()
        .allMatch(id -> id.endsWith(":00Z") || id.matches(".*:\\d\\dZ"));
    Instant first = Instant.parse(ids.getFirst());
    assertThat(ids)
        .containsExactlyElementsOf(
            IntStream.range(0, ids.size()).mapToObj(n -> first.plusSeconds(n).toString()).toList());
    become("pull/ticks", "deactivate");
  }

  @Test
  void aFileStartsItsPlaybookWhenItIsWhole() throws Exception {
    Path folder = Files.createDirectories(inbox.resolve("orders"));
    register(
        """
        metadata: {name: drops, path: pull/drops}
        spec:
          source: file
          file: {folder: "FOLDER", include: "*.csv", every: 0.2, settled: 5, content: text}
          dispatch: {playbook: pull/noted, payload: {id: "{{ body.name }}: {{ body.content }}"}}
        """
            .replace("FOLDER", folder.toString()));
    put(folder, "a.csv", "1,2", 60);
    put(folder, "b.txt", "not asked for", 60);
    put(folder, ".c.csv", "hidden", 60);
    put(folder, "late.csv", "still written", -3600);
    Files.createSymbolicLink(folder.resolve("link.csv"), folder.resolve("b.txt"));

    started("pull/drops", 1);
    put(folder, "a.csv", "3,4", 60);
    started("pull/drops", 2);

    assertThat(ids("pull/drops")).containsExactlyInAnyOrder("a.csv: 1,2", "a.csv: 3,4");
    assertThat(names(folder))
        .containsExactlyInAnyOrder("b.txt", ".c.csv", "late.csv", "link.csv", ".noetl");
    assertThat(row("pull/drops")).containsEntry("refused", 0L);
  }

  @Test
  void aFileThatWasMovedByOneWhoDiedStartsItsPlaybook() throws Exception {
    Path folder = Files.createDirectories(inbox.resolve("left"));
    String document =
        """
        metadata: {name: left, path: pull/left}
        spec:
          source: file
          activation: manual
          file: {folder: "FOLDER", every: 0.2, settled: 0}
          dispatch: {playbook: pull/noted, payload: {id: "{{ body.name }}"}}
        """
            .replace("FOLDER", folder.toString());
    String id = register(document);
    Path own = Files.createDirectories(folder.resolve(".noetl/" + id + "/taken"));
    Path marks = Files.createDirectories(folder.resolve(".noetl/" + id + "/marks"));
    Files.writeString(own.resolve("1-moved.csv"), "x");
    Files.writeString(marks.resolve("1-moved.csv"), "");
    Files.writeString(marks.resolve("2-not-moved.csv"), "");
    Files.writeString(own.resolve("3-started-before.csv"), "x");

    become("pull/left", "activate");

    started("pull/left", 1);
    assertThat(ids("pull/left")).containsExactly("moved.csv");
    Waiting.until(() -> names(marks), List::isEmpty);
  }

  @Test
  void aFolderThatIsNotOpenIsNotLookedInto(@TempDir Path other) throws Exception {
    register(
        """
        metadata: {name: closed, path: pull/closed}
        spec:
          source: file
          file: {folder: "FOLDER"}
          dispatch: pull/noted
        """
            .replace("FOLDER", other.toString()));
    Object error = Waiting.until(() -> row("pull/closed").get("source_error"), e -> e != null);
    assertThat(String.valueOf(error))
        .contains("is not open to subscriptions", "noetl.sources.folders");

    Path link = Files.createSymbolicLink(inbox.resolve("link"), other);
    register(
        """
        metadata: {name: linked, path: pull/linked}
        spec:
          source: file
          file: {folder: "FOLDER"}
          dispatch: pull/noted
        """
            .replace("FOLDER", link.toString()));
    Waiting.until(() -> row("pull/linked").get("source_error"), e -> e != null);
    become("pull/closed", "deactivate");
    become("pull/linked", "deactivate");
  }

  @Test
  void rowsThatAppearStartItOnceAlsoThoseThatComeLate() throws Exception {
    shop.execute("CREATE TABLE orders (id bigint PRIMARY KEY, total numeric)");
    shop.execute(
        "INSERT INTO orders SELECT n, n * 10 FROM generate_series(1, 250) n WHERE n <> 200");
    register(
        """
        metadata: {name: rows, path: pull/rows}
        spec:
          source: database
          database:
            auth: shop
            query: SELECT id, total FROM orders WHERE id > :watermark - 100
            watermark: id
            from: 0
            listen: orders_changed
            every: 3600
            batch: 20
          dispatch: {playbook: pull/noted, payload: {id: "{{ body.id }}={{ body.total }}"}}
        """);
    started("pull/rows", 249);

    shop.execute("INSERT INTO orders VALUES (200, 2000), (251, 2510); NOTIFY orders_changed");
    started("pull/rows", 251);

    assertThat(ids("pull/rows"))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(1, 251).mapToObj(n -> n + "=" + n * 10).toList());
  }

  @Test
  void aQueryMayTakeItsRowsItself() throws Exception {
    shop.execute("CREATE TABLE queue (id int PRIMARY KEY, taken boolean DEFAULT false)");
    shop.execute("INSERT INTO queue SELECT n FROM generate_series(1, 30) n");
    register(
        """
        metadata: {name: queue, path: pull/queue}
        spec:
          source: database
          database:
            auth: shop
            key: id
            every: 0.2
            batch: 7
            query: |
              UPDATE queue SET taken = true WHERE id IN
                (SELECT id FROM queue WHERE NOT taken ORDER BY id LIMIT :batch FOR UPDATE SKIP LOCKED)
              RETURNING id
          dispatch: {playbook: pull/noted, payload: {id: "{{ body.id }}"}}
        """);
    started("pull/queue", 30);
    Waiting.until(
        () -> shop.query("SELECT count(*) FROM queue WHERE taken"),
        rows -> rows.equals(List.of(List.of("30"))));
    assertThat(ids("pull/queue")).hasSize(30).doesNotHaveDuplicates();
  }

  @Test
  void itsRouteDoesWhatItIsTold() throws Exception {
    shop.execute("CREATE TABLE told (id int PRIMARY KEY)");
    String document =
        """
        metadata: {name: told, path: pull/told}
        spec:
          source: database
          database: {auth: shop, query: 'SELECT id, id AS "up to 100%" FROM told WHERE id > :watermark', watermark: "up to 100%", from: 0, every: 0.1}
          dispatch: {playbook: pull/noted, payload: {id: "WHICH {{ body.id }}"}}
        """;
    register(document.replace("WHICH", "first"));
    String route = Waiting.until(() -> route("pull/told"), found -> !found.isEmpty());
    Waiting.until(() -> status(route), s -> s == ServiceStatus.Started);
    assertThat(server.bean(CamelContext.class).getRoute(route).getGroup())
        .isEqualTo("subscriptions");

    become("pull/told", "pause");
    Waiting.until(() -> status(route), s -> s == ServiceStatus.Stopped);
    shop.execute("INSERT INTO told VALUES (1)");
    become("pull/told", "resume");
    started("pull/told", 1);

    register(document.replace("WHICH", "second"));
    String newer =
        Waiting.until(() -> route("pull/told"), found -> !found.isEmpty() && !found.equals(route));
    shop.execute("INSERT INTO told VALUES (2)");
    started("pull/told", 2);
    assertThat(ids("pull/told")).containsExactlyInAnyOrder("first 1", "second 2");

    become("pull/told", "drain");
    Waiting.until(() -> route("pull/told"), String::isEmpty);
    assertThat(status(newer)).isNull();
    Waiting.until(() -> row("pull/told").get("owner"), owner -> owner == null);
  }

  @Test
  void noMoreAreOpenThanItsLimit() throws Exception {
    ok(
        server.post(
            "/api/catalog/register",
            Map.of(
                "content",
                NOTED
                    .replace("pull/noted", "pull/slow")
                    .replace(
                        "{kind: noop, result: \"{{ workload.id }}\"}",
                        "{kind: wait, signal: pulled, key: \"{{ workload.id }}\", timeout:"
                            + " 600}"))));
    shop.execute("CREATE TABLE slow AS SELECT n AS id FROM generate_series(1, 5) n");
    register(
        """
        metadata: {name: slow, path: pull/few}
        spec:
          source: database
          database: {auth: shop, query: SELECT id FROM slow WHERE id > :watermark, watermark: id, from: 0, every: 0.1}
          dispatch: {playbook: pull/slow, payload: {id: "{{ body.id }}"}}
          limits: {max_in_flight: 2}
        """);
    Waiting.until(() -> open("pull/slow"), n -> n == 2);
    for (int id = 1; id <= 5; id++) {
      assertThat(open("pull/slow")).isLessThanOrEqualTo(2);
      ok(
          server.post(
              "/api/signals/pulled", Map.of("key", Integer.toString(id), "payload", Map.of())));
    }
    started("pull/few", 5);
    Waiting.until(() -> open("pull/slow"), n -> n == 0);
  }

  @Test
  void whatCanStartNothingIsKeptAndSentAgainOnce() throws Exception {
    shop.execute("CREATE TABLE early AS SELECT n AS id FROM generate_series(1, 2) n");
    String id =
        register(
            """
            metadata: {name: early, path: pull/early}
            spec:
              source: database
              database: {auth: shop, query: SELECT id FROM early WHERE id > :watermark, watermark: id, from: 0, every: 0.1}
              dispatch: {playbook: pull/later, payload: {id: "{{ body.id }}"}}
            """);
    Waiting.until(() -> row("pull/early").get("refused"), n -> n.equals(2L));
    ok(
        server.post(
            "/api/catalog/register", Map.of("content", NOTED.replace("pull/noted", "pull/later"))));
    String letter =
        String.valueOf(
            ((Map<?, ?>)
                    ((List<?>)
                            server
                                .get("/api/subscriptions/" + id + "/letters")
                                .object()
                                .get("items"))
                        .getFirst())
                .get("letter_id"));
    for (int n = 0; n < 2; n++) {
      ok(server.post("/api/subscriptions/" + id + "/letters/" + letter + "/replay", Map.of()));
    }
    assertThat(ids("pull/early")).hasSize(1);
  }

  @Test
  void anotherServerGoesOnWhereOneHasStopped(@TempDir Path first, @TempDir Path second)
      throws Exception {
    shop.execute("CREATE TABLE moved (id int PRIMARY KEY)");
    TestServer one = TestServer.start(first);
    try (TestServer two =
        one.sibling(second, "--noetl.secrets.master-key-file=" + first.resolve("master.key"))) {
      ok(
          one.post(
              "/api/credentials",
              Map.of("name", "shop", "type", "postgres", "data", shop.credential())));
      ok(one.post("/api/catalog/register", Map.of("content", NOTED)));
      Replicas.know(one, 2);
      for (String name : List.of("moved1", "moved2")) {
        registerAt(
            one,
            """
            metadata: {name: moved, path: pull/NAME}
            spec:
              source: database
              database: {auth: shop, query: SELECT id FROM moved WHERE id > :watermark, watermark: id, from: 0, every: 0.1}
              dispatch: {playbook: pull/noted, payload: {id: "{{ body.id }}"}}
            """
                .replace("NAME", name));
      }
      Waiting.until(() -> owners(two), owners -> owners.size() == 2);
      shop.execute("INSERT INTO moved SELECT generate_series(1, 500)");
      one.close();
      shop.execute("INSERT INTO moved SELECT generate_series(501, 600)");

      for (String name : List.of("moved1", "moved2")) {
        Waiting.until(
            () ->
                count(
                    two,
                    "SELECT count(*) FROM noetl.execution WHERE labels ->> 'subscription' = 'pull/"
                        + name
                        + "'"),
            n -> n == 600);
      }
      assertThat(owners(two)).hasSize(1);
      assertThat(count(two, "SELECT count(*) FROM noetl.subscription_letter")).isZero();
    }
  }

  @Test
  void messagesOfAStreamOfNatsStartItOnce(@TempDir Path folder) throws Exception {
    try (NatsServer nats = NatsServer.start(folder)) {
      ok(
          server.post(
              "/api/credentials",
              Map.of("name", "nats", "type", "nats", "data", Map.of("url", nats.urlWithLogin()))));
      nats.administered(
          connection -> {
            connection
                .jetStreamManagement()
                .addStream(
                    StreamConfiguration.builder().name("ORDERS").subjects("orders.>").build());
            for (int n = 1; n <= 300; n++) {
              connection.jetStream().publish("orders.new", ("{\"n\": " + n + "}").getBytes(UTF_8));
            }
            connection.jetStream().publish("orders.other", "not asked for".getBytes(UTF_8));
          });
      register(
          """
          metadata: {name: nats, path: pull/nats}
          spec:
            source: nats
            auth: nats
            stream: ORDERS
            nats: {subject: orders.new, batch: 40}
            dispatch: {playbook: pull/noted, payload: {id: "{{ body.n }} {{ source.subject }}"}}
          """);
      started("pull/nats", 300);
      become("pull/nats", "pause");
      nats.administered(
          connection ->
              connection.jetStream().publish("orders.new", "{\"n\": 301}".getBytes(UTF_8)));
      become("pull/nats", "resume");
      started("pull/nats", 301);

      assertThat(ids("pull/nats"))
          .containsExactlyInAnyOrderElementsOf(
              IntStream.rangeClosed(1, 301).mapToObj(n -> n + " orders.new").toList());
      Waiting.until(() -> row("pull/nats").get("lag"), lag -> lag.equals(0L));
      register(
          """
          metadata: {name: nats, path: pull/nats}
          spec:
            source: nats
            auth: nats
            stream: ORDERS
            nats: {subject: orders.other}
            dispatch: {playbook: pull/noted, payload: {id: "{{ body }}"}}
          """);
      Object error = Waiting.until(() -> row("pull/nats").get("source_error"), e -> e != null);
      assertThat(String.valueOf(error))
          .contains("takes 'orders.new', but the document asks for 'orders.other'");
      become("pull/nats", "deactivate");
    }
  }

  @Test
  void aComponentThatTheOperatorOpensIsReadFrom() throws Exception {
    String document =
        """
        metadata: {name: camel, path: pull/camel}
        spec:
          source: camel
          camel: {scheme: file, path: "FOLDER", options: {include: ".*[.]txt", initialDelay: 0, delay: 100, MORE}}
          dispatch: {playbook: pull/noted, payload: {id: "{{ source.CamelFileName }}: {{ body }}"}}
          dedup: {key: "{{ source.CamelFileName }}"}
        """
            .replace("FOLDER", camel.toString());
    register(document.replace("MORE", "delete: true"));
    Object error = Waiting.until(() -> row("pull/camel").get("source_error"), e -> e != null);
    assertThat(String.valueOf(error))
        .contains("options.delete is not open here", "noetl.sources.camel.file.options");

    register(document.replace(", MORE", ""));
    Files.writeString(camel.resolve("a.txt"), "first");
    started("pull/camel", 1);
    Waiting.until(() -> Files.exists(camel.resolve(".camel/a.txt")), there -> there);
    Files.writeString(camel.resolve("b.txt"), "second");
    started("pull/camel", 2);

    assertThat(ids("pull/camel")).containsExactly("a.txt: first", "b.txt: second");
    assertThat(row("pull/camel")).containsEntry("source_error", null);
    become("pull/camel", "pause");
    String route = route("pull/camel");
    Waiting.until(() -> status(route), s -> s == ServiceStatus.Stopped);
    become("pull/camel", "deactivate");
  }

  @Test
  void aMailStartsItOnceAndIsSeenThen() throws Exception {
    GreenMail mails = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
    mails.start();
    try {
      GreenMailUser user = mails.setUser("office@example.com", "office", "pw-of-the-mailbox");
      ok(
          server.post(
              "/api/credentials",
              Map.of(
                  "name",
                  "mailbox",
                  "type",
                  "imap",
                  "data",
                  Map.of(
                      "host", "127.0.0.1",
                      "port", mails.getImap().getPort(),
                      "security", "none",
                      "username", "office",
                      "password", "pw-of-the-mailbox"))));
      for (int n = 1; n <= 3; n++) {
        user.deliver(
            GreenMailUtil.createTextEmail(
                "office@example.com",
                "ada@example.com",
                "order " + n,
                "text " + n,
                mails.getImap().getServerSetup()));
      }
      register(
          """
          metadata: {name: mail, path: pull/mail}
          spec:
            source: mail
            mail: {auth: mailbox, every: 0.2}
            dispatch: {playbook: pull/noted, payload: {id: "{{ body.subject }}: {{ body.text | trim }} of {{ body.from[0] }}"}}
          """);
      started("pull/mail", 3);

      assertThat(ids("pull/mail"))
          .containsExactlyInAnyOrder(
              "order 1: text 1 of ada@example.com",
              "order 2: text 2 of ada@example.com",
              "order 3: text 3 of ada@example.com");
      Waiting.until(() -> unseen(mails, user), unseen -> unseen == 0);
      assertThat(row("pull/mail")).containsEntry("duplicates", 0L);
      become("pull/mail", "deactivate");
    } finally {
      mails.stop();
    }
  }

  @Test
  void aComponentThatIsNotOpenIsNotMade() throws Exception {
    register(
        """
        metadata: {name: shut, path: pull/shut}
        spec: {source: camel, camel: {scheme: timer, path: tick}, dispatch: pull/noted}
        """);
    Object error = Waiting.until(() -> row("pull/shut").get("source_error"), e -> e != null);
    assertThat(String.valueOf(error)).contains("Component 'timer' is not allowed here");
    become("pull/shut", "deactivate");
  }

  private static int unseen(GreenMail mails, GreenMailUser user) {
    try {
      return mails.getManagers().getImapHostManager().getInbox(user).getUnseenCount();
    } catch (FolderException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> owners(TestServer of) {
    return of.database()
        .jdbc()
        .sql("SELECT DISTINCT owner FROM noetl.subscription WHERE owner IS NOT NULL")
        .query(String.class)
        .list();
  }

  private int open(String path) {
    return count(
        server,
        "SELECT count(*) FROM noetl.execution WHERE path = '%s' AND status IN ('PENDING', 'RUNNING', 'PAUSED')"
            .formatted(path));
  }

  private static int count(TestServer of, String sql) {
    return of.database().jdbc().sql(sql).query(Integer.class).single();
  }

  private String route(String path) {
    return server.bean(CamelContext.class).getRoutes().stream()
        .map(org.apache.camel.Route::getId)
        .filter(id -> id.startsWith(path + "@"))
        .collect(Collectors.joining(","));
  }

  private ServiceStatus status(String route) {
    return server.bean(CamelContext.class).getRouteController().getRouteStatus(route);
  }

  private void started(String path, int count) throws InterruptedException {
    Waiting.until(() -> row(path), row -> ((Long) row.get("started")) >= count);
  }

  /** What the executions of a subscription were started with, the first one first. */
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

  private String register(String document) {
    return registerAt(server, document);
  }

  private static String registerAt(TestServer at, String document) {
    TestServer.Reply reply =
        at.post(
            "/api/catalog/register",
            Map.of("content", "apiVersion: noetl.io/v2\nkind: Subscription\n" + document));
    ok(reply);
    return String.valueOf(reply.object().get("subscription_id"));
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

  private static void put(Path folder, String name, String text, int secondsAgo)
      throws IOException {
    Path written = Files.writeString(folder.getParent().resolve("." + name), text);
    Files.setLastModifiedTime(written, FileTime.from(Instant.now().minusSeconds(secondsAgo)));
    Files.move(written, folder.resolve(name));
  }

  private static List<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void ok(TestServer.Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
  }
}
