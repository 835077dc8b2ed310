package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.store.access.ApiKeyStore;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What starts playbooks from outside, on a locked server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SubscriptionTest {
  private static final String ORDER =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: order, path: sub/order}
      workload: {id: 0, note: none}
      workflow:
        - step: start
          tool: {kind: noop, result: {id: "{{ id }}", note: "{{ note }}"}}
          next: {arcs: []}
      """;
  private static final String SECRET = "hook-secret-77";

  private TestServer server;
  private String key;

  @BeforeAll
  void start(@TempDir Path data) {
    server = TestServer.start(data, "--noetl.access.mode=locked");
    key = server.bean(ApiKeyStore.class).create("editor", "admin", null).text();
    ok(
        call(
            "POST",
            "/api/credentials",
            Map.of("name", "hook_secret", "type", "webhook", "data", Map.of("secret", SECRET))));
    ok(call("POST", "/api/catalog/register", Map.of("content", ORDER)));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void aSignedMessageStartsItsPlaybookOnce() throws Exception {
    register(
        """
        apiVersion: noetl.io/v2
        kind: Subscription
        metadata: {name: orders, path: hooks/orders}
        spec:
          source: webhook
          ingress: {path: shop/orders, verify: {type: hmac_sha256, credential: hook_secret}}
          dispatch: {playbook: sub/order, payload: {id: "{{ body.order.id }}", note: "{{ headers['x-shop'] }} {{ query.from }}"}}
          dedup: {key: "{{ body.order.id }}"}
        """);
    String body = "{\"order\": {\"id\": 7}}";

    TestServer.Reply first =
        hook(
            "shop/orders?from=berlin",
            body,
            "X-Hub-Signature-256",
            "sha256=" + hmac(body),
            "X-Shop",
            "north");
    TestServer.Reply again =
        hook(
            "shop/orders?from=berlin",
            body,
            "X-Hub-Signature-256",
            "sha256=" + hmac(body),
            "X-Shop",
            "north");

    assertThat(first.status()).isEqualTo(202);
    assertThat(first.object()).containsEntry("status", "started");
    assertThat(again.object())
        .containsEntry("status", "duplicate")
        .containsEntry("execution_id", first.object().get("execution_id"));
    assertThat(result(first)).isEqualTo(Map.of("id", 7L, "note", "north berlin"));
    assertThat(row("hooks/orders"))
        .containsEntry("received", 2L)
        .containsEntry("started", 1L)
        .containsEntry("duplicates", 1L)
        .containsEntry("hook", "/api/hooks/shop/orders");
  }

  @Test
  void whoDoesNotSignIsNotLetIn() throws Exception {
    register(
        """
        apiVersion: noetl.io/v2
        kind: Subscription
        metadata: {name: slack, path: hooks/slack}
        spec:
          source: webhook
          ingress:
            verify: {type: hmac_sha256, credential: hook_secret, header: X-Slack-Signature, prefix: "v0=",
                     signed: "v0:{timestamp}:{body}", timestamp_header: X-Slack-Request-Timestamp}
          dispatch: sub/order
        """);
    String body = "{\"id\": 1}";
    String now = Long.toString(Instant.now().getEpochSecond());
    String old = Long.toString(Instant.now().getEpochSecond() - 3600);

    assertThat(
            List.of(
                hook("hooks/slack", body).status(),
                hook("hooks/slack", body, "X-Slack-Signature", "v0=" + hmac(body)).status(),
                slack(body, now, "v0:" + now + ":{\"id\": 2}").status(),
                slack(body, old, "v0:" + old + ":" + body).status(),
                slack(body, now, "v0:" + now + ":" + body).status()))
        .containsExactly(401, 401, 401, 401, 202);
    assertThat(row("hooks/slack")).containsEntry("received", 1L);
    assertThat(slack(body, now, "v0:" + now + ":" + body).object())
        .as("who has overheard it sends it again")
        .containsEntry("status", "duplicate");
  }

  @Test
  void theSecretMayBeAToken() throws Exception {
    register(
        """
        apiVersion: noetl.io/v2
        kind: Subscription
        metadata: {name: token, path: hooks/token}
        spec: {source: webhook, ingress: {verify: {type: bearer, credential: hook_secret}}, dispatch: sub/order}
        """);
    assertThat(hook("hooks/token", "{}", "Authorization", "Bearer " + SECRET).status())
        .isEqualTo(202);
    assertThat(hook("hooks/token", "{}", "Authorization", "Bearer wrong").status()).isEqualTo(401);
    assertThat(hook("hooks/token", "{}").status()).isEqualTo(401);
  }

  @Test
  void withoutAWordOfItItIsForOperators() throws Exception {
    register(
        """
        apiVersion: noetl.io/v2
        kind: Subscription
        metadata: {name: keyed, path: hooks/keyed}
        spec: {source: webhook, ingress: {answer: result}, dispatch: sub/order}
        """);
    assertThat(hook("hooks/keyed", "{\"id\": 3}").status()).isEqualTo(401);

    TestServer.Reply reply = hook("hooks/keyed", "{\"id\": 3}", "Authorization", "Bearer " + key);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.object())
        .containsEntry("status", "COMPLETED")
        .containsEntry("result", Map.of("id", 3L, "note", "none"));
    assertThat(hook("hooks/nobody-has-this", "{}").text().replace("nobody-has-this", "keyed"))
        .isEqualTo(hook("hooks/keyed", "{}").text());
    assertThat(hook("hooks/nobody-has-this", "{}", "Authorization", "Bearer " + key).status())
        .isEqualTo(404);
  }

  @Test
  void aPausedOneTellsItsSendersToComeAgain() throws Exception {
    String id =
        register(
            """
            apiVersion: noetl.io/v2
            kind: Subscription
            metadata: {name: paused, path: hooks/paused}
            spec: {source: webhook, ingress: {verify: {type: none}}, dispatch: sub/order, limits: {per_minute: 2}}
            """);
    assertThat(call("GET", "/api/subscriptions/" + id, null).object())
        .containsEntry("dispatch", "sub/order");
    ok(call("POST", "/api/subscriptions/" + id + "/pause", Map.of()));
    assertThat(hook("hooks/paused", "{}").status()).isEqualTo(503);
    ok(call("POST", "/api/subscriptions/" + id + "/resume", Map.of()));
    assertThat(hook("hooks/paused", "{}").status()).isEqualTo(202);
    ok(call("POST", "/api/subscriptions/" + id + "/deactivate", Map.of()));
    assertThat(hook("hooks/paused", "{}").status()).isEqualTo(401);
  }

  @Test
  void whatStartsNothingIsKeptAndSentAgain() throws Exception {
    String id =
        register(
            """
            apiVersion: noetl.io/v2
            kind: Subscription
            metadata: {name: early, path: hooks/early}
            spec: {source: webhook, ingress: {verify: {type: none}}, dispatch: sub/later}
            """);
    TestServer.Reply refused = hook("hooks/early", "{\"id\": 9}");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text()).contains("Playbook not found: sub/later");
    Map<?, ?> letter =
        (Map<?, ?>)
            ((List<?>)
                    call("GET", "/api/subscriptions/" + id + "/letters", null)
                        .object()
                        .get("items"))
                .getFirst();
    assertThat(letter.get("error")).isEqualTo("Playbook not found: sub/later");
    String replay = "/api/subscriptions/" + id + "/letters/" + letter.get("letter_id") + "/replay";
    assertThat(call("POST", replay, Map.of()).status()).isEqualTo(422);

    ok(
        call(
            "POST",
            "/api/catalog/register",
            Map.of("content", ORDER.replace("sub/order", "sub/later"))));
    TestServer.Reply replayed = call("POST", replay, Map.of());
    TestServer.Reply twice = call("POST", replay, Map.of());

    assertThat(result(replayed)).isEqualTo(Map.of("id", 9L, "note", "none"));
    assertThat(twice.object().get("execution_id")).isEqualTo(replayed.object().get("execution_id"));
  }

  @Test
  void anAddressBelongsToOne() {
    String document =
        """
        apiVersion: noetl.io/v2
        kind: Subscription
        metadata: {name: mine, path: hooks/NAME}
        spec: {source: webhook, ingress: {path: same}, dispatch: sub/order}
        """;
    register(document.replace("NAME", "mine"));
    register(document.replace("NAME", "mine"));

    TestServer.Reply reply =
        call("POST", "/api/catalog/register", Map.of("content", document.replace("NAME", "other")));

    assertThat(reply.status()).isEqualTo(409);
    assertThat(reply.text())
        .contains("The address /api/hooks/same belongs to the subscription hooks/mine.");
  }

  @Test
  void theEndOfAnExecutionStartsAnother() {
    ok(
        call(
            "POST",
            "/api/catalog/register",
            Map.of("content", ORDER.replace("sub/order", "sub/first"))));
    ok(
        call(
            "POST",
            "/api/catalog/register",
            Map.of(
                "content",
                ORDER
                    .replace("sub/order", "sub/second")
                    .replace("workload: {", "workload: {execution_id: none, "))));
    register(
        """
        apiVersion: noetl.io/v2
        kind: Subscription
        metadata: {name: chain, path: triggers/chain}
        spec:
          source: execution
          execution: {playbook: "sub/first*", status: [COMPLETED]}
          dispatch: {playbook: sub/second, payload: {note: "{{ body.path }} {{ body.status }}"}}
        """);

    ok(call("POST", "/api/execute", Map.of("path", "sub/first")));

    Awaitility.await()
        .atMost(Duration.ofSeconds(120))
        .until(() -> Long.valueOf(1).equals(row("triggers/chain").get("started")));
    String second = String.valueOf(row("triggers/chain").get("last_execution_id"));
    assertThat(result(second)).isEqualTo(Map.of("id", 0L, "note", "sub/first COMPLETED"));
  }

  @Test
  void endsThatStartEachOtherAreStopped() {
    ok(
        call(
            "POST",
            "/api/catalog/register",
            Map.of("content", ORDER.replace("sub/order", "sub/circle"))));
    register(
        """
        apiVersion: noetl.io/v2
        kind: Subscription
        metadata: {name: circle, path: triggers/circle}
        spec: {source: execution, execution: {playbook: sub/circle}, dispatch: sub/circle}
        """);
    ok(call("POST", "/api/execute", Map.of("path", "sub/circle")));

    Awaitility.await()
        .atMost(Duration.ofSeconds(180))
        .until(() -> Long.valueOf(1).equals(row("triggers/circle").get("refused")));

    assertThat(row("triggers/circle"))
        .containsEntry("started", 10L)
        .containsEntry(
            "last_error",
            "11 ends of executions have started one another (expected: at most 10): the"
                + " subscription triggers/circle goes in a circle");
  }

  @Test
  void whatIsWrongWithADocumentIsToldWithItsPlace() {
    TestServer.Reply reply =
        call(
            "POST",
            "/api/catalog/register",
            Map.of(
                "content",
                """
                apiVersion: noetl.io/v2
                kind: Subscription
                metadata: {name: wrong, path: hooks/wrong}
                spec:
                  source: webhok
                  dispatch: {payload: {}}
                """));
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.text())
        .contains("PB0703", "Unknown source 'webhok'.", "Did you mean 'webhook'?", "PB0715");
  }

  private String register(String document) {
    TestServer.Reply reply = call("POST", "/api/catalog/register", Map.of("content", document));
    ok(reply);
    assertThat(reply.object()).containsEntry("kind", "Subscription");
    return String.valueOf(reply.object().get("subscription_id"));
  }

  private Map<String, Object> row(String path) {
    return ((List<?>) call("GET", "/api/subscriptions", null).object().get("items"))
        .stream()
            .map(SubscriptionTest::object)
            .filter(row -> row.get("path").equals(path))
            .findFirst()
            .orElseThrow();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> object(Object value) {
    return (Map<String, Object>) value;
  }

  private Object result(TestServer.Reply started) {
    return result(String.valueOf(started.object().get("execution_id")));
  }

  private Object result(String id) {
    String path = "/api/executions/" + id + "/status";
    Awaitility.await()
        .atMost(Duration.ofSeconds(120))
        .until(() -> (Boolean) call("GET", path, null).object().get("completed"));
    return call("GET", "/api/executions/" + id + "/value?of=result", null).object().get("value");
  }

  private TestServer.Reply slack(String body, String time, String signed) throws Exception {
    return hook(
        "hooks/slack",
        body,
        "X-Slack-Signature",
        "v0=" + hmac(signed),
        "X-Slack-Request-Timestamp",
        time);
  }

  private TestServer.Reply hook(String path, String body, String... headers) {
    HttpRequest.Builder request =
        server
            .request("POST", "/api/hooks/" + path, null)
            .method("POST", HttpRequest.BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return server.send(request);
  }

  private TestServer.Reply call(String method, String path, @Nullable Object body) {
    return server.send(server.request(method, path, body).header("Authorization", "Bearer " + key));
  }

  private static void ok(TestServer.Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
  }

  private static String hmac(String text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }
}
