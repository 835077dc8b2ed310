package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.store.Json;
import io.noetl.camel.testing.EchoServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
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

  private record Told(
      String path, Map<String, Object> body, String text, String stamp, String signature) {}

  @TempDir Path data;
  private final EchoServer echo = new EchoServer();
  private final Queue<Told> told = new ConcurrentLinkedQueue<>();
  private final AtomicInteger refusals = new AtomicInteger();
  private TestServer server;

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
    server =
        TestServer.start(
            data,
            "--noetl.notify.base-url=https://noetl.example/",
            "--noetl.notify.every=100ms",
            "--noetl.notify.to=ops");
    credential("chat", "slack", Map.of("url", echo.url("/told/chat-s3cret")));
    credential("ops", "teams", Map.of("url", echo.url("/told/ops")));
    credential("hook", "webhook", Map.of("url", echo.url("/told/hook"), "secret", "s-hook-12345"));
    SuiteChecks.registered(server.post("/api/catalog/register", Map.of("content", PLAYBOOK)));
  }

  @AfterEach
  void stop() {
    server.close();
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
                "SELECT receiver || ' ' || state FROM noetl.notice WHERE execution_id = ? ORDER BY"
                    + " receiver")
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
