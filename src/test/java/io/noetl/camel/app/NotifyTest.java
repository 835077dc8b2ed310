package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.noetl.camel.execution.Engine;
import io.noetl.camel.store.Json;
import io.noetl.camel.testing.EchoServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Receivers are told once it is recorded, all that is due in one message; failing ones later. */
class NotifyTest {
  private static final String PLAYBOOK =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: told, path: tests/told}
      workload: {fails: true}
      notify:
        - {on: [failed, recovered], to: chat, template: "{{ execution_id }} {{ status }} {{ failed_step }} {{ error | default('') }}"}
        - {on: [failed, completed], to: hook}
        - {on: failed, to: nobody}
      workflow:
        - step: start
          tool: {kind: python, args: {fails: "{{ workload.fails }}"}, code: "result = 1 / (0 if fails else 1)"}
      """;

  private static final String[] SETTINGS = {
    "--noetl.notify.base-url=https://noetl.example/",
    "--noetl.notify.every=100ms",
    "--noetl.notify.to=ops",
    "--noetl.notify.on=failed,approval"
  };

  private record Told(
      String path, Map<String, Object> body, String text, String stamp, String signature) {}

  @TempDir static Path data;
  private static TestServer server;
  private final EchoServer echo = new EchoServer();
  private final Queue<Told> told = new ConcurrentLinkedQueue<>();
  private final AtomicInteger refusals = new AtomicInteger();

  @BeforeAll
  static void startServer() {
    server = TestServer.start(data, settings());
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  private static String[] settings() {
    return Stream.concat(
            Stream.of(SETTINGS),
            Stream.of(
                "--noetl.tools.camel.file.paths=" + data.resolve("drop"),
                "--noetl.tools.camel.file.options=fileName"))
        .toArray(String[]::new);
  }

  @BeforeEach
  void start() {
    Json json = new Json();
    echo.on(
        "/told/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          told.add(
              new Told(
                  exchange.getRequestURI().getPath(),
                  json.readObject(body),
                  body,
                  String.valueOf(exchange.getRequestHeaders().getFirst("X-Noetl-Timestamp")),
                  String.valueOf(exchange.getRequestHeaders().getFirst("X-Noetl-Signature"))));
          int status = refusals.getAndDecrement() > 0 ? 503 : 200;
          EchoServer.answer(exchange, status, "application/json", "{}");
        });
    credential("chat", "slack", Map.of("url", echo.url("/told/chat-s3cret")));
    credential("ops", "teams", Map.of("url", echo.url("/told/ops")));
    credential("hook", "webhook", Map.of("url", echo.url("/told/hook"), "secret", "s-hook-12345"));
    SuiteChecks.registered(server.post("/api/catalog/register", Map.of("content", PLAYBOOK)));
  }

  /** Nobody is told later of what a test has left open. */
  @AfterEach
  void stop() {
    server.database().jdbc().sql("DELETE FROM noetl.notice").update();
    echo.close();
  }

  @Test
  void whatHasNotEndedByItsDeadlineIsToldOfAndGoesOn() throws Exception {
    waiting("late", "500ms");
    String late = execution("tests/late", Map.of());

    Waiting.until(() -> states(late), states -> states.equals("hook sent"));

    assertThat(one("/told/hook").text())
        .contains("monday is late, " + late, "\"event\":\"deadline\"");
    assertThat(server.get("/api/executions/" + late).object().get("status")).isEqualTo("RUNNING");
    server.post("/api/signals/go", Map.of("key", "monday"));
    SuiteChecks.await(server, late);
  }

  @Test
  void whatHasEndedBeforeItsDeadlineIsNotToldOf() throws Exception {
    waiting("quick", "1h");
    String quick = execution("tests/quick", Map.of());
    assertThat(server.get("/api/notices?execution_id=" + quick).text())
        .contains("\"state\":\"open\"", "\"due_at\":\"20");
    server.post("/api/signals/go", Map.of("key", "monday"));
    SuiteChecks.await(server, quick);

    server.database().jdbc().sql("UPDATE noetl.notice SET due_at = now()").update();

    Waiting.until(() -> states(quick), states -> states.equals("hook dropped"));
    assertThat(told).isEmpty();
  }

  private void waiting(String name, String deadline) {
    SuiteChecks.registered(
        server.post(
            "/api/catalog/register",
            Map.of(
                "content",
                """
                apiVersion: noetl.io/v2
                kind: Playbook
                metadata: {name: %1$s, path: tests/%1$s}
                workload: {day: monday}
                deadline: %2$s
                notify: {on: deadline, to: hook, template: "{{ workload.day }} is late, {{ execution_id }}"}
                workflow:
                  - step: start
                    tool: {kind: wait, signal: go, key: "{{ workload.day }}", timeout: 300}
                """
                    .formatted(name, deadline))));
  }

  private String execution(String path, Map<String, Object> payload) {
    return String.valueOf(
        server
            .post("/api/execute", Map.of("path", path, "payload", payload))
            .object()
            .get("execution_id"));
  }

  @Test
  void whoIsNamedIsToldOfAFailureAndOfARecovery() throws Exception {
    String failed = run(true);
    Waiting.until(
        () -> states(failed),
        states -> states.equals("chat sent, hook sent, nobody open, ops sent"));

    Told chat = one("/told/chat-s3cret");
    assertThat(chat.body().get("text"))
        .asString()
        .startsWith(failed + " FAILED start division by zero")
        .endsWith("\nhttps://noetl.example/ui/executions/" + failed);
    Told hook = one("/told/hook");
    assertThat(hook.body().get("notices"))
        .asString()
        .contains("event=failed", "path=tests/told", "execution_id=" + failed);
    assertThat(hook.signature()).isEqualTo("sha256=" + mac(hook.stamp() + "." + hook.text()));
    assertThat(one("/told/ops").text()).contains("AdaptiveCard", "tests/told failed at step start");
    assertThat(server.get("/api/notices?execution_id=" + failed).text())
        .contains("There is no credential 'nobody'");

    told.clear();
    String recovered = run(false);
    Waiting.until(() -> states(recovered), states -> states.equals("chat sent, hook sent"));
    assertThat(one("/told/chat-s3cret").text()).contains(recovered + " COMPLETED");

    String again = run(false);
    Waiting.until(() -> states(again), states -> states.equals("chat dropped, hook sent"));
  }

  @Test
  void aReceiverThatFailsIsToldLaterAndItsAddressStaysSecret() throws Exception {
    refusals.set(1_000);
    String failed = run(true);
    Waiting.until(() -> told.size(), n -> n >= 3);
    Waiting.until(
        () -> server.get("/api/notices?state=open&execution_id=" + failed).text(),
        text -> text.contains("503") && text.split("503").length > 3);
    assertThat(server.get("/api/notices?execution_id=" + failed).text())
        .doesNotContain("s3cret")
        .doesNotContain("s-hook-12345");

    assertThat(server.post("/api/notify/test", Map.of("to", "chat")).status()).isEqualTo(422);
    refusals.set(0);
    told.clear();
    assertThat(server.post("/api/notify/test", Map.of("to", "chat")).object())
        .containsEntry("sent", true);
    assertThat(one("/told/chat-s3cret").text()).contains("A trial of noetl-camel");
    // Everything that is due goes together.
    String other = run(true);
    server
        .database()
        .jdbc()
        .sql("UPDATE noetl.notice SET due_at = now() WHERE state = 'open'")
        .update();
    Waiting.until(
        () -> states(other) + states(failed), states -> states.split("sent", -1).length == 7);
  }

  @Test
  void whoIsToldOfAnApprovalIsRemindedUntilItIsDecided() throws Exception {
    asking("remind: 4h, timeout: 30d");
    String asking = execution("tests/ask", Map.of("rows", 40));
    Waiting.until(() -> states(asking), states -> states.equals("chat sent, hook sent, ops sent"));
    String approval = approval(asking);

    assertThat(one("/told/chat-s3cret").body().get("text"))
        .isEqualTo(
            "40: Load 40 rows? editor RUNNING\nhttps://noetl.example/ui/approvals/" + approval);
    assertThat(one("/told/hook").text())
        .contains(
            "\"event\":\"approval\"",
            "tests/ask asks at step start: Load 40 rows? (for role editor, ada, until 20",
            "\"link\":\"https://noetl.example/ui/approvals/" + approval + "\"",
            "\"approval_id\":\"" + approval + "\",\"reminder\":0");
    assertThat(one("/told/ops").text()).contains("Load 40 rows?");
    assertThat(server.get("/api/approvals/" + approval).object())
        .extracting("remind")
        .isEqualTo(14_400L);

    // Four hours and a minute later.
    told.clear();
    pass(asking, "4 hours 1 minute");
    Waiting.until(
        () -> reminders(asking, "hook"),
        reminders -> reminders.equals("0 sent after 0, 1 sent after 4, 2 open after 8"));
    assertThat(one("/told/hook").text())
        .contains(
            "Reminder 1, open for 4h",
            ": tests/ask asks at step start: Load 40 rows?",
            "\"reminder\":1",
            "\"waited_seconds\":144");

    server.post("/api/approvals/" + approval + "/decide", Map.of("choice", "approve"));
    SuiteChecks.await(server, asking);
    told.clear();
    pass(asking, "4 hours");
    Waiting.until(
        () -> reminders(asking, "hook"),
        reminders -> reminders.equals("0 sent after 0, 1 sent after 4, 2 dropped after 8"));
    assertThat(told).isEmpty();
    assertThat(server.get("/api/notices?execution_id=" + asking).text())
        .contains("\"approval_id\":\"" + approval + "\",\"reminder\":2");
  }

  /** The others find one of the two in the place of the first. */
  @Test
  void aReminderOutlivesItsServerAndIsSentByOneOfTwo() throws Exception {
    asking("remind: 1h");
    String asking = execution("tests/ask", Map.of("rows", 7));
    Waiting.until(() -> states(asking), states -> states.equals("chat sent, hook sent, ops sent"));
    Waiting.until(() -> server.bean(Engine.class).running(Long.parseLong(asking)), Objects::isNull);
    server.close();
    told.clear();

    server = server.sibling(data, settings());
    try (TestServer two = server.sibling(data, settings())) {
      for (int i = 1; i <= 3; i++) {
        int last = i;
        pass(asking, "1 hour");
        Waiting.until(
            () -> reminders(asking, "hook"), reminders -> reminders.contains(last + " sent"));
      }
      server.post(
          "/api/approvals/" + approval(two, asking) + "/decide", Map.of("choice", "reject"));
      SuiteChecks.await(two, asking);
    }

    assertThat(told.stream().filter(t -> t.path().equals("/told/hook")).map(Told::text))
        .satisfiesExactly(
            first -> assertThat(first).contains("Reminder 1, open for 1h"),
            second -> assertThat(second).contains("Reminder 2, open for 2h"),
            third -> assertThat(third).contains("Reminder 3, open for 3h"));
  }

  @Test
  void nobodyIsRemindedOfWhatIsCancelledOrWouldBeTooLate() throws Exception {
    asking("remind: 2h");
    String cancelled = execution("tests/ask", Map.of("rows", 1));
    Waiting.until(
        () -> reminders(cancelled, "hook"), r -> r.equals("0 sent after 0, 1 open after 2"));
    asking("remind: 2h, timeout: 90m");
    String late = execution("tests/ask", Map.of("rows", 2));

    Waiting.until(() -> reminders(late, "hook"), r -> r.equals("0 sent after 0"));
    server.post("/api/executions/" + cancelled + "/cancel", Map.of());
    SuiteChecks.await(server, cancelled);
    told.clear();
    pass(cancelled, "3 hours");

    Waiting.until(
        () -> reminders(cancelled, "hook"), r -> r.equals("0 sent after 0, 1 dropped after 2"));
    assertThat(told).isEmpty();
  }

  @Test
  void aFailingReceiverGetsOneOfAnApprovalAndItIsStillDecided() throws Exception {
    refusals.set(1_000);
    asking("remind: 1h");
    String asking = execution("tests/ask", Map.of("rows", 3));
    Waiting.until(() -> told.stream().map(Told::path).distinct().count(), paths -> paths == 3);
    pass(asking, "5 hours");
    Waiting.until(
        () -> server.get("/api/notices?execution_id=" + asking).text(),
        text -> text.contains("503"));

    assertThat(reminders(asking, "hook")).isEqualTo("0 open after 0");
    server.post("/api/approvals/" + approval(asking) + "/decide", Map.of("choice", "approve"));
    assertThat(SuiteChecks.await(server, asking)).containsEntry("status", "COMPLETED");
  }

  @Test
  void theOperatorIsToldOfWhatAChildAsks() throws Exception {
    asking("");
    SuiteChecks.registered(
        server.post(
            "/api/catalog/register",
            Map.of(
                "content",
                """
                apiVersion: noetl.io/v2
                kind: Playbook
                metadata: {name: above, path: tests/above}
                workflow:
                  - step: start
                    tool: {kind: playbook, path: tests/ask, input: {rows: 5}}
                """)));
    String parent = execution("tests/above", Map.of());

    Waiting.until(() -> told.stream().map(Told::path).toList(), p -> p.contains("/told/ops"));

    assertThat(one("/told/ops").text()).contains("tests/ask asks at step start: Load 5 rows?");
    assertThat(states(parent)).isEmpty();
  }

  @Test
  void aComponentThatTheOperatorOpensCanBeAReceiver() throws Exception {
    credential(
        "drop",
        "camel",
        Map.of(
            "scheme",
            "file",
            "path",
            data.resolve("drop").toString(),
            "options",
            Map.of("fileName", "told.txt")));
    credential("closed", "camel", Map.of("scheme", "log", "path", "all"));

    assertThat(server.post("/api/notify/test", Map.of("to", "drop")).status()).isEqualTo(200);
    assertThat(data.resolve("drop/told.txt")).content().startsWith("A trial of noetl-camel");
    assertThat(server.post("/api/notify/test", Map.of("to", "closed")).text())
        .contains("Component 'log' is not allowed here");
  }

  @Test
  void aMailServerCanBeAReceiver() throws Exception {
    GreenMail mails = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    mails.start();
    try {
      credential(
          "mail",
          "smtp",
          Map.of(
              "host",
              "127.0.0.1",
              "port",
              mails.getSmtp().getPort(),
              "security",
              "none",
              "from",
              "noetl@example.com",
              "to",
              List.of("ada@example.com", "bob@example.com")));

      assertThat(server.post("/api/notify/test", Map.of("to", "mail")).status()).isEqualTo(200);
      assertThat(mails.getReceivedMessages())
          .hasSize(2)
          .allSatisfy(
              mail -> assertThat(mail.getSubject()).isEqualTo("A trial of noetl-camel, by local."));
    } finally {
      mails.stop();
    }
    assertThat(server.post("/api/notify/test", Map.of("to", "mail")).status()).isEqualTo(422);
  }

  private void asking(String fields) {
    SuiteChecks.registered(
        server.post(
            "/api/catalog/register",
            Map.of(
                "content",
                """
                apiVersion: noetl.io/v2
                kind: Playbook
                metadata: {name: ask, path: tests/ask}
                workload: {rows: 0}
                notify:
                  - {on: approval, to: hook}
                  - on: [failed, approval]
                    to: chat
                    template: "{{ workload.rows }}: {{ approval.title }} {{ approval.assign.roles[0] }} {{ status }}"
                workflow:
                  - step: start
                    tool:
                      kind: approval
                      title: "Load {{ workload.rows }} rows?"
                      assign: {roles: [editor], users: [ada]}
                      %s
                """
                    .formatted(fields.replace(", ", "\n      ")))));
  }

  private String approval(String execution) {
    return approval(server, execution);
  }

  private static String approval(TestServer on, String execution) {
    List<?> items =
        (List<?>) on.get("/api/approvals?execution_id=" + execution).object().get("items");
    return String.valueOf(((Map<?, ?>) items.getFirst()).get("approval_id"));
  }

  /** Puts what an execution waits for, and what is told of it, into the past. */
  private void pass(String execution, String time) {
    for (String change :
        List.of(
            "UPDATE noetl.wait SET begun_at = begun_at - :time::interval, due_at = due_at -"
                + " :time::interval WHERE execution_id = :id",
            "UPDATE noetl.notice SET due_at = due_at - :time::interval WHERE execution_id = :id AND"
                + " state = 'open'")) {
      server
          .database()
          .jdbc()
          .sql(change)
          .param("time", time)
          .param("id", Long.valueOf(execution))
          .update();
    }
  }

  /** What a receiver was told of an approval, and how many hours after it was opened. */
  private String reminders(String execution, String receiver) {
    return String.join(
        ", ",
        server
            .database()
            .jdbc()
            .sql(
                """
                SELECT n.reminder || ' ' || n.state || ' after '
                       || CASE WHEN n.state = 'open' AND n.reminder > 0
                               THEN round(extract(epoch FROM n.due_at - w.begun_at) / 3600)
                               ELSE n.reminder * coalesce(n.remind_seconds, 0) / 3600 END
                  FROM noetl.notice n
                  JOIN noetl.approval a USING (approval_id)
                  JOIN noetl.wait w ON w.execution_id = a.execution_id AND w.wait_key = a.wait_key
                 WHERE n.execution_id = ? AND n.receiver = ? ORDER BY n.reminder
                """)
            .params(Long.valueOf(execution), receiver)
            .query(String.class)
            .list());
  }

  private Told one(String path) {
    List<Told> found = told.stream().filter(t -> t.path().equals(path)).toList();
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private String run(boolean fails) throws InterruptedException {
    String id =
        String.valueOf(
            server
                .post(
                    "/api/execute", Map.of("path", "tests/told", "payload", Map.of("fails", fails)))
                .object()
                .get("execution_id"));
    SuiteChecks.await(server, id);
    return id;
  }

  private String states(String id) {
    return String.join(
        ", ",
        server
            .database()
            .jdbc()
            .sql(
                "SELECT receiver || ' ' || state FROM noetl.notice WHERE execution_id = ? AND"
                    + " reminder = 0 ORDER BY receiver")
            .param(Long.valueOf(id))
            .query(String.class)
            .list());
  }

  private void credential(String name, String type, Map<String, Object> fields) {
    assertThat(
            server
                .post("/api/credentials", Map.of("name", name, "type", type, "data", fields))
                .status())
        .isEqualTo(200);
  }

  private static String mac(String text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("s-hook-12345".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }
}
