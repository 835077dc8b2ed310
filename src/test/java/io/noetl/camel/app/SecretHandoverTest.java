package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.store.Json;
import io.noetl.camel.testing.EchoServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log shows no secret, and an execution that goes on elsewhere has it all the same. */
class SecretHandoverTest {
  private static final String SECRET = "Zürich/secret\"+tokén 12345";

  private static final String PLAYBOOK =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: secrets, path: tests/secrets}
      keychain:
        - {name: safe, kind: credential, ref: safe}
      workflow:
        - step: start
          tool:
            kind: python
            args: {token: "{{ keychain.safe.token }}"}
            code: "result = {'token': token, 'long': ['x' * 100000, token]}"
          vars: {kept: "{{ result.token }}"}
          next: items
        - step: items
          loop: {in: ["{{ start.token }}"], iterator: x}
          tool: {kind: python, args: {x: "{{ x }}"}, code: "result = x"}
          next: child
        - step: child
          tool: {kind: playbook, path: tests/secrets_child, args: {token: "{{ start.token }}"}}
          next: [{step: held, args: {passed: "{{ start.token }}"}}]
        - step: held
          tool: {kind: http, url: "@ECHO@/held"}
          next: [{step: use, args: {passed: "{{ start.token }}"}}]
        - step: use
          tool:
            kind: http
            method: POST
            url: "@ECHO@/used"
            body:
              result: "{{ start.token }}"
              long: "{{ start.long[1] }}"
              variable: "{{ vars.kept }}"
              loop: "{{ items.results[0] }}"
              child: "{{ child.data.token }}"
              passed: "{{ passed }}"
          next: end
        - step: end
          tool: {kind: python, code: "result = 1"}
      """;

  private static final String CHILD =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: secrets_child, path: tests/secrets_child}
      workflow:
        - step: start
          tool: {kind: python, args: {t: "{{ workload.token }}"}, code: "result = {'token': t}"}
      """;

  @TempDir Path data;
  private final Queue<String> used = new ConcurrentLinkedQueue<>();

  @Test
  void laterStepsHaveTheTrueValueAndNobodyElseHas() throws Exception {
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch mayGoOn = new CountDownLatch(1);
    AtomicInteger calls = new AtomicInteger();
    try (EchoServer echo = new EchoServer()) {
      echo.on(
          "/held",
          exchange -> {
            if (calls.incrementAndGet() == 1) {
              reached.countDown();
              await(mayGoOn);
            }
            EchoServer.answer(exchange, 200, "application/json", "{}");
          });
      echo.on(
          "/used",
          exchange -> {
            used.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            EchoServer.answer(exchange, 200, "application/json", "{}");
          });
      TestServer first = TestServer.start(data);
      String id = start(first, echo);
      assertThat(reached.await(60, TimeUnit.SECONDS)).isTrue();
      first.close();
      mayGoOn.countDown();

      try (TestServer second = first.sibling(data)) {
        assertThat(SuiteChecks.await(second, id).get("status")).isEqualTo("COMPLETED");
        assertUsed(second);
        assertHidden(second, id);

        assertThat(second.post("/api/secrets/rotate", Map.of()).status()).isEqualTo(200);
        String again =
            String.valueOf(
                second
                    .post("/api/executions/" + id + "/rerun", Map.of("from_step", "use"))
                    .object()
                    .get("execution_id"));
        assertThat(SuiteChecks.await(second, again).get("status")).isEqualTo("COMPLETED");
        assertUsed(second);
        assertHidden(second, again);

        // what the store knows no more is hidden all the same
        store(second, "another-token-54321");
        String third =
            String.valueOf(
                second
                    .post("/api/executions/" + again + "/rerun", Map.of("from_step", "use"))
                    .object()
                    .get("execution_id"));
        assertThat(SuiteChecks.await(second, third).get("status")).isEqualTo("COMPLETED");
        assertUsed(second);
        assertHidden(second, again);
        assertHidden(second, third);
      }
    }
  }

  private static String start(TestServer server, EchoServer echo) {
    store(server, SECRET);
    for (String playbook : List.of(CHILD, PLAYBOOK)) {
      SuiteChecks.registered(
          server.post(
              "/api/catalog/register",
              Map.of("content", playbook.replace("@ECHO@", echo.url("")))));
    }
    return String.valueOf(
        server.post("/api/execute", Map.of("path", "tests/secrets")).object().get("execution_id"));
  }

  private static void store(TestServer server, String token) {
    Map<String, Object> credential =
        Map.of("name", "safe", "type", "bearer", "data", Map.of("token", token));
    assertThat(server.post("/api/credentials", credential).status()).isEqualTo(200);
  }

  private void assertUsed(TestServer server) {
    Map<String, Object> body =
        Map.of(
            "result",
            SECRET,
            "long",
            SECRET,
            "variable",
            SECRET,
            "loop",
            SECRET,
            "child",
            SECRET,
            "passed",
            SECRET);
    assertThat(used).hasSize(1);
    assertThat(server.bean(Json.class).readObject(used.poll())).isEqualTo(body);
  }

  private static void assertHidden(TestServer server, String id) {
    String part = "tokén 12345";
    for (String path : List.of("", "/events", "/state", "/logs")) {
      assertThat(server.get("/api/executions/" + id + path).text()).doesNotContain(part);
    }
    for (String table : List.of("execution", "event_record")) {
      assertThat(
              server
                  .database()
                  .jdbc()
                  .sql("SELECT count(*) FROM noetl.%s t WHERE t::text LIKE ?".formatted(table))
                  .param("%" + part + "%")
                  .query(Integer.class)
                  .single())
          .as(table)
          .isZero();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
