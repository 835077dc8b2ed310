package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.execution.Engine;
import io.noetl.camel.store.access.ApiKeyStore;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An execution asks people: those who may decide, what they fill in, and that it counts once. */
class ApprovalTest {
  private static final String ASKING =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: asking, path: tests/asking}
      workload: {rows: 40}
      workflow:
        - step: start
          tool:
            kind: approval
            title: "Load {{ workload.rows }} rows?"
            text: "From **the shop**."
            form:
              - {name: reason, kind: text, required: true, max: 20}
              - {name: rows, kind: number, default: "{{ workload.rows }}", min: 1, max: 100}
              - {name: day, kind: date}
              - {name: where, kind: select, options: [here, there], default: here}
              - {name: ticket, pattern: "T-[0-9]+"}
            assign: {roles: [editor], users: [key:viewer]}
          case:
            - when: "{{ event.name == 'call.done' and result.choice == 'approve' }}"
              then: {next: [{step: load}]}
            - when: "{{ event.name == 'call.done' }}"
              then: {next: [{step: refuse}]}
        - step: load
          tool: {kind: noop, result: "{{ start['values'].rows }} rows for {{ start.by }}"}
        - step: refuse
          tool: {kind: noop, result: "not for {{ start.by }}"}
      """;
  private static final String BY_TWO =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: by_two, path: tests/by_two}
      workflow:
        - step: start
          tool: {kind: approval, title: Deploy?, choices: [go, stop], required: 2, self_approval: true}
          next: {arcs: [{step: end}]}
        - step: end
          tool: {kind: noop, result: "{{ start.choice }} by {{ start.decisions | length }}"}
      """;
  private static final String SLOW =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: slow, path: tests/slow}
      workflow:
        - step: start
          tool: {kind: approval, title: Anybody?, timeout: 3s, on_timeout: reject}
          next: end
        - step: end
          tool: {kind: noop, result: "{{ start.choice }}"}
      """;

  private static final String CHILD =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: asks, path: tests/asks_as_a_child}
      workflow:
        - step: start
          tool: {kind: approval, title: Sure?}
          next: {arcs: []}
      """;
  private static final String PARENT =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: lets_ask, path: tests/lets_ask}
      workflow:
        - step: start
          tool: {kind: playbook, path: tests/asks_as_a_child}
          next: {arcs: []}
      """;

  @TempDir static Path data;
  private static TestServer server;
  private static final Map<String, String> KEYS = new LinkedHashMap<>();

  @BeforeAll
  static void startServer() {
    server = TestServer.start(data, "--noetl.access.mode=locked");
    for (String role : List.of("viewer", "operator", "editor", "admin")) {
      KEYS.put(role, server.bean(ApiKeyStore.class).create(role, role, null).text());
    }
    for (String playbook : List.of(ASKING, BY_TWO, SLOW, CHILD, PARENT)) {
      assertThat(call("editor", "POST", "/api/catalog/register", Map.of("content", playbook)))
          .extracting(TestServer.Reply::status)
          .isEqualTo(200);
    }
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @Test
  void whoMayDecidesWithWhatTheFormAsksForAndTheExecutionGoesOn() throws Exception {
    String execution = start("operator", "tests/asking");
    Map<String, Object> asked = open(execution);
    String id = String.valueOf(asked.get("approval_id"));
    assertThat(asked)
        .containsEntry("title", "Load 40 rows?")
        .containsEntry("started_by", "key:operator")
        .containsEntry("state", "open");
    awaitParked(execution);

    Map<String, Object> values = Map.of("reason", "tested", "day", "2026-12-24", "ticket", "T-9");
    Map<String, Object> yes = Map.of("choice", "approve", "values", values);
    assertThat(decide("operator", id, yes).status()).isEqualTo(403);
    assertThat(decide("editor", id, Map.of("choice", "perhaps")).text())
        .contains("one of approve, reject");
    assertThat(decide("editor", id, Map.of("choice", "approve")).text())
        .contains("'reason' is missing");
    assertThat(
            decide(
                    "editor",
                    id,
                    Map.of("choice", "approve", "values", Map.of("reason", "x", "rows", 101)))
                .text())
        .contains("'rows' should be from 1 to 100");
    assertThat(
            decide(
                    "editor",
                    id,
                    Map.of("choice", "approve", "values", Map.of("reason", "x", "ticket", "9")))
                .text())
        .contains("'ticket' should match T-[0-9]+");
    assertThat(server.get("/api/approvals/" + id + "/decide?choice=approve").status())
        .isNotEqualTo(200);

    TestServer.Reply decided = decide("viewer", id, yes);

    assertThat(decided.status()).as(decided.text()).isEqualTo(200);
    assertThat(decided.object()).containsEntry("state", "decided");
    assertThat(decide("viewer", id, yes).status()).isEqualTo(200);
    assertThat(decide("viewer", id, Map.of("choice", "reject")).status()).isEqualTo(409);
    assertThat(decide("editor", id, yes).text()).contains("It was decided by key:viewer");
    assertThat(await(execution)).containsEntry("result", "40 rows for key:viewer");
    assertThat(call("admin", "GET", "/api/audit", null).text()).contains("approval-decide");
  }

  @Test
  void whoStartedMayNotDecideAndARefusalNeedsNoForm() throws Exception {
    String execution = start("editor", "tests/asking");
    String id = String.valueOf(open(execution).get("approval_id"));

    assertThat(decide("editor", id, Map.of("choice", "reject")).text())
        .contains("Who started the execution may not decide");
    assertThat(mine("editor")).doesNotContain(id);
    assertThat(mine("viewer")).contains(id);
    assertThat(decide("admin", id, Map.of("choice", "reject")).status()).isEqualTo(200);

    assertThat(await(execution)).containsEntry("result", "not for key:admin");
  }

  @Test
  void twoHaveToChooseTheSame() throws Exception {
    String execution = start("operator", "tests/by_two");
    String id = String.valueOf(open(execution).get("approval_id"));

    assertThat(decide("operator", id, Map.of("choice", "go")).object())
        .containsEntry("state", "open");
    assertThat(decide("editor", id, Map.of("choice", "stop")).object())
        .containsEntry("state", "open");
    assertThat(decide("admin", id, Map.of("choice", "go")).object())
        .containsEntry("state", "decided");

    assertThat(await(execution)).containsEntry("result", "go by 3");
  }

  @Test
  void whenNobodyDecidesInTimeThePlaybookSaysWhatThatMeans() throws Exception {
    String execution = start("operator", "tests/slow");
    String id = String.valueOf(open(execution).get("approval_id"));

    assertThat(await(execution)).containsEntry("result", "reject");
    assertThat(decide("admin", id, Map.of("choice", "approve")).status()).isEqualTo(409);
  }

  @Test
  void aTokenDecidesOnceWithoutAKey() throws Exception {
    String execution = start("operator", "tests/by_two");
    String id = String.valueOf(open(execution).get("approval_id"));
    assertThat(
            call("viewer", "POST", "/api/approvals/" + id + "/token", Map.of("choice", "go"))
                .status())
        .isEqualTo(403);
    String token =
        String.valueOf(
            call("editor", "POST", "/api/approvals/" + id + "/token", Map.of("choice", "go"))
                .object()
                .get("token"));

    assertThat(server.post("/api/approval-tokens", Map.of("token", token + "x")).status())
        .isEqualTo(403);
    assertThat(server.get("/api/approval-tokens?token=" + token).status()).isNotEqualTo(200);
    assertThat(server.post("/api/approval-tokens", Map.of("token", token)).object())
        .containsEntry("choice", "go");
    decide("admin", id, Map.of("choice", "go"));
    assertThat(await(execution)).containsEntry("result", "go by 2");

    String other = start("operator", "tests/by_two");
    String late = String.valueOf(open(other).get("approval_id"));
    String brief =
        String.valueOf(
            call(
                    "editor",
                    "POST",
                    "/api/approvals/" + late + "/token",
                    Map.of("choice", "go", "expires_in", 0.001))
                .object()
                .get("token"));
    assertThat(server.post("/api/approval-tokens", Map.of("token", brief)).status()).isEqualTo(403);
  }

  @Test
  void aTokenIsWorthNothingOnceItsMakerMayNotDecide() throws Exception {
    ApiKeyStore keys = server.bean(ApiKeyStore.class);
    ApiKeyStore.Created made = keys.create("leaves", "editor", null);
    KEYS.put("leaves", made.text());
    String id = String.valueOf(open(start("operator", "tests/by_two")).get("approval_id"));
    String token =
        String.valueOf(
            call("leaves", "POST", "/api/approvals/" + id + "/token", Map.of("choice", "go"))
                .object()
                .get("token"));
    keys.delete(made.key().keyId());
    // one of the same name is another
    keys.create("leaves", "editor", null);

    TestServer.Reply late = server.post("/api/approval-tokens", Map.of("token", token));

    assertThat(late.status()).isEqualTo(403);
    assertThat(late.text()).contains("Who made the token may not decide any more");
    assertThat(call("viewer", "GET", "/api/approvals/" + id, null).object())
        .containsEntry("decisions", List.of());
  }

  @Test
  void whatIsCancelledIsNotDecided() throws Exception {
    String execution = start("operator", "tests/by_two");
    String id = String.valueOf(open(execution).get("approval_id"));
    call("operator", "POST", "/api/executions/" + execution + "/cancel", Map.of());
    await(execution);

    assertThat(decide("admin", id, Map.of("choice", "go")).status()).isEqualTo(409);
    assertThat(mine("admin")).doesNotContain(id);
  }

  @Test
  @SuppressWarnings("unchecked") // the items of the reply are objects
  void whoStartedTheParentMayNotDecideForItsChild() throws Exception {
    String parent = start("operator", "tests/lets_ask");
    Map<String, Object> asked =
        Waiting.until(
            () ->
                ((List<?>) call("viewer", "GET", "/api/approvals", null).object().get("items"))
                    .stream()
                        .map(item -> (Map<String, Object>) (Map<?, ?>) item)
                        .filter(item -> "tests/asks_as_a_child".equals(item.get("path")))
                        .findFirst()
                        .orElse(Map.of()),
            found -> !found.isEmpty());
    String id = String.valueOf(asked.get("approval_id"));

    assertThat(asked).containsEntry("started_by", "key:operator");
    assertThat(decide("operator", id, Map.of("choice", "approve")).status()).isEqualTo(403);
    assertThat(decide("editor", id, Map.of("choice", "approve")).status()).isEqualTo(200);
    assertThat(await(parent)).containsEntry("status", "COMPLETED");
  }

  private static String start(String role, String path) {
    return String.valueOf(
        call(role, "POST", "/api/execute", Map.of("path", path)).object().get("execution_id"));
  }

  private static Map<String, Object> open(String execution) throws InterruptedException {
    List<?> items =
        Waiting.until(
            () ->
                (List<?>)
                    call("viewer", "GET", "/api/approvals?execution_id=" + execution, null)
                        .object()
                        .get("items"),
            found -> !found.isEmpty());
    Map<String, Object> first = new LinkedHashMap<>();
    ((Map<?, ?>) items.getFirst()).forEach((key, value) -> first.put(String.valueOf(key), value));
    return first;
  }

  private static String mine(String role) {
    return call(role, "GET", "/api/approvals?mine=true", null).text();
  }

  private static TestServer.Reply decide(String role, String id, Map<String, ?> body) {
    return call(role, "POST", "/api/approvals/" + id + "/decide", body);
  }

  private static Map<String, Object> await(String execution) throws InterruptedException {
    return Waiting.until(
        () -> call("viewer", "GET", "/api/executions/" + execution, null).object(),
        e -> List.of("COMPLETED", "FAILED", "CANCELLED").contains(String.valueOf(e.get("status"))));
  }

  private static void awaitParked(String execution) throws InterruptedException {
    Waiting.until(
        () -> server.bean(Engine.class).running(Long.parseLong(execution)) == null, gone -> gone);
  }

  private static TestServer.Reply call(String role, String method, String path, Object body) {
    return server.send(
        server.request(method, path, body).header("Authorization", "Bearer " + KEYS.get(role)));
  }
}
