package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Calls that NoETL's clients of today make beside those of December 2025. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TodaysClientsTest {
  private static final String PLAYBOOK =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: hello, path: today/%s}
      workflow:
        - step: start
          tool: {kind: noop}
      """;

  private TestServer server;

  @BeforeAll
  void start(@TempDir Path data) {
    server = TestServer.start(data);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void severalAreStartedAtOnceAndWhatHasAKeyOnlyOnce() throws Exception {
    register("batch");
    Map<String, ?> keyed = Map.of("path", "today/batch", "dedup", Map.of("key", "message-7"));

    Map<String, Object> reply =
        server
            .post(
                "/api/execute/batch",
                Map.of("executions", List.of(keyed, keyed, Map.of("path", "today/none"), 7)))
            .object();

    assertThat(reply)
        .containsEntry("count", 4L)
        .containsEntry("started", 1L)
        .containsEntry("duplicates", 1L)
        .containsEntry("failed", 2L);
    List<Map<?, ?>> results = results(reply);
    assertThat(results)
        .extracting(result -> String.valueOf(result.get("status")))
        .containsExactly("started", "duplicate", "failed", "failed");
    assertThat(results.get(0).get("execution_id")).isEqualTo(results.get(1).get("execution_id"));
    assertThat(String.valueOf(results.get(2).get("error"))).contains("today/none");
    String id = String.valueOf(results.get(0).get("execution_id"));
    assertThat(SuiteChecks.await(server, id)).containsEntry("status", "COMPLETED");
    assertThat(server.post("/api/execute", keyed).object()).containsEntry("execution_id", id);
  }

  @Test
  void aWorkerAsksWhetherItsExecutionWasCancelled() throws Exception {
    register("asks");
    String id =
        String.valueOf(
            server.post("/api/execute", Map.of("path", "today/asks")).object().get("execution_id"));
    SuiteChecks.await(server, id);

    assertThat(server.get("/api/executions/" + id + "/cancellation-check").object())
        .containsEntry("execution_id", id)
        .containsEntry("cancelled", false);
    assertThat(server.get("/api/executions/1/cancellation-check").status()).isEqualTo(404);
  }

  @Test
  void aPathOrAVersionIsDeletedAndRestored() throws Exception {
    register("gone");
    register("gone");
    String ran =
        String.valueOf(
            server.post("/api/execute", Map.of("path", "today/gone")).object().get("execution_id"));
    SuiteChecks.await(server, ran);

    assertThat(delete(Map.of("path", "today/gone", "version", 2)).object())
        .containsEntry("count", 1L);
    assertThat(resource("gone").object()).containsEntry("version", 1L);
    assertThat(delete(Map.of("path", "today/gone")).object()).containsEntry("count", 1L);
    assertThat(delete(Map.of("path", "today/gone")).object()).containsEntry("count", 0L);
    assertThat(delete(Map.of("path", "")).status()).isEqualTo(422);
    assertThat(resource("gone").status()).isEqualTo(404);
    assertThat(server.post("/api/execute", Map.of("path", "today/gone")).status()).isEqualTo(404);
    assertThat(server.post("/api/catalog/list", Map.of()).text()).doesNotContain("today/gone");
    assertThat(server.post("/api/catalog/list", Map.of("include_archived", true)).text())
        .contains("today/gone", "archived_at");
    assertThat(server.get("/api/executions/" + ran).object()).containsEntry("version", 2L);

    TestServer.Reply restored =
        server.post("/api/catalog/restore", Map.of("path", "today/gone", "version", 2));

    assertThat(restored.object()).containsEntry("count", 1L).containsEntry("status", "success");
    assertThat(resource("gone").object()).containsEntry("version", 2L);
    assertThat(register("gone")).containsEntry("version", 3L);
  }

  @Test
  void theRunDialogIsAForm() {
    server.post(
        "/api/catalog/register",
        Map.of(
            "content",
            """
            apiVersion: noetl.io/v2
            kind: Playbook
            metadata: {name: form, path: today/deep/form, description: "Loads **rows**", exposed_in_ui: true}
            workload:
              zone: eu # ui:enum=[eu, us] # ui:description="Where"
              rows: 40
              share: 0.5
              dry: false
              none: null
              token: x # ui:secret
              pg: pg_local # ui:credential=pg_*
              nested:
                token: y # ui:secret
                # Kept in lower case
                # ui:enum=[a, b] # ui:description="Which shop"
                "shop": a
                deep:
                  # ui:description=Of a page
                  rows: 3

                # ui:secret

                rows: 4
              days: [1, 2]
            workflow:
              - step: start
                tool: {kind: noop}
            """));

    Map<String, Object> form =
        server.get("/api/catalog/today/deep/form/ui_schema?version=latest").object();

    assertThat(form)
        .containsEntry("path", "today/deep/form")
        .containsEntry("kind", "playbook")
        .containsEntry("title", "form")
        .containsEntry("description_markdown", "Loads **rows**")
        .containsEntry("exposed_in_ui", true);
    List<Map<?, ?>> fields = maps(form.get("fields"));
    assertThat(fields)
        .extracting(field -> field.get("name") + ": " + field.get("kind"))
        .containsExactly(
            "zone: enum",
            "rows: integer",
            "share: number",
            "dry: boolean",
            "none: null",
            "token: string",
            "pg: string",
            "nested: object",
            "days: array");
    assertThat(fields.get(0).get("options")).isEqualTo(List.of("eu", "us"));
    assertThat(fields.get(0).get("description")).isEqualTo("Where");
    assertThat(fields.get(5).get("secret")).isEqualTo(true);
    assertThat(fields.get(6).get("credential_glob")).isEqualTo("pg_*");
    List<Map<?, ?>> members = maps(fields.get(7).get("children"));
    assertThat(members)
        .extracting(member -> member.get("name") + ": " + member.get("secret"))
        .containsExactly("token: true", "shop: false", "deep: false", "rows: false");
    assertThat(members.get(1).get("options")).isEqualTo(List.of("a", "b"));
    assertThat(members.get(1).get("description")).isEqualTo("Which shop");
    assertThat(maps(members.get(2).get("children")))
        .singleElement()
        .satisfies(rows -> assertThat(rows.get("description")).isEqualTo("Of a page"));
    assertThat(fields.get(1).get("description")).isNull();
    assertThat(server.get("/api/catalog/today/none/ui_schema").status()).isEqualTo(404);
    assertThat(server.get("/api/catalog/today/deep/form").status()).isEqualTo(404);
  }

  @Test
  void thePageOfAnExecutionReadsTheNewestFirstAndThenWhatIsNew() throws Exception {
    register("paged");
    String id =
        String.valueOf(
            server
                .post("/api/execute", Map.of("path", "today/paged"))
                .object()
                .get("execution_id"));
    SuiteChecks.await(server, id);
    List<Map<?, ?>> all = maps(server.get("/api/events?execution_id=" + id).object().get("events"));
    List<String> ids = all.stream().map(event -> String.valueOf(event.get("event_id"))).toList();

    Map<String, Object> first =
        server.get("/api/executions/" + id + "?page=1&page_size=3").object();

    assertThat(maps(first.get("events")))
        .extracting(event -> (Object) event.get("event_id"))
        .containsExactly(ids.getLast(), ids.get(ids.size() - 2), ids.get(ids.size() - 3));
    long pages = (ids.size() + 2) / 3;
    assertThat(first.get("pagination"))
        .isEqualTo(
            Map.of(
                "page",
                1L,
                "page_size",
                3L,
                "total_events",
                (long) ids.size(),
                "total_pages",
                pages,
                "has_next",
                true,
                "has_prev",
                false));
    assertThat(
            maps(
                server
                    .get("/api/executions/%s?page=%d&page_size=3".formatted(id, pages))
                    .object()
                    .get("events")))
        .extracting(event -> (Object) event.get("event_id"))
        .endsWith(ids.getFirst());
    // as JavaScript writes its number
    String rounded =
        new java.math.BigDecimal(Double.toString(Double.parseDouble(ids.get(2)))).toPlainString();
    assertThat(
            maps(
                server
                    .get("/api/executions/%s?page_size=50&since_event_id=%s".formatted(id, rounded))
                    .object()
                    .get("events")))
        .extracting(event -> (Object) event.get("event_id"))
        .contains(ids.getLast(), ids.get(3))
        .startsWith(ids.getLast());
    assertThat(
            maps(
                server
                    .get("/api/executions/%s?since_event_id=%s".formatted(id, ids.getLast()))
                    .object()
                    .get("events")))
        .allSatisfy(event -> assertThat(event.get("event_id")).isIn(ids));
  }

  @Test
  void aResultIsFoundByItsAddress() throws Exception {
    register("resolved");
    String id =
        String.valueOf(
            server
                .post("/api/execute", Map.of("path", "today/resolved"))
                .object()
                .get("execution_id"));
    SuiteChecks.await(server, id);
    String ref = "/api/result/resolve?ref=noetl://execution/" + id + "/result/";

    assertThat(server.get(ref + "start").object()).containsEntry("status", "ok");
    assertThat(server.get(ref + "none").status()).isEqualTo(404);
    assertThat(server.get("/api/result/resolve?ref=elsewhere").status()).isEqualTo(400);
    assertThat(server.get("/api/result/resolve").status()).isEqualTo(422);
  }

  @Test
  void theKeychainOfAPlaybookIsListedWithoutItsValues() {
    Object catalog = register("keychain").get("catalog_id");
    server.post(
        "/api/keychain/" + catalog + "/api_token",
        Map.of("credential_type", "bearer", "token_data", Map.of("token", "never-shown-9")));

    TestServer.Reply list = server.get("/api/keychain/catalog/" + catalog);

    assertThat(list.object()).containsEntry("count", 1L);
    assertThat(list.text()).contains("api_token", "bearer").doesNotContain("never-shown-9");
    assertThat(server.post("/api/catalog/agents/list", Map.of()).object())
        .containsEntry("entries", List.of());
    assertThat(server.post("/api/catalog/agents/list", List.of()).status()).isEqualTo(422);
  }

  private Map<String, Object> register(String name) {
    TestServer.Reply reply =
        server.post("/api/catalog/register", Map.of("content", PLAYBOOK.formatted(name)));
    SuiteChecks.registered(reply);
    return reply.object();
  }

  private TestServer.Reply delete(Map<String, ?> body) {
    return server.post("/api/catalog/delete", body);
  }

  private TestServer.Reply resource(String name) {
    return server.post("/api/catalog/resource", Map.of("path", "today/" + name));
  }

  private static List<Map<?, ?>> results(Map<String, Object> reply) {
    return maps(reply.get("results"));
  }

  private static List<Map<?, ?>> maps(Object list) {
    List<Map<?, ?>> maps = new ArrayList<>();
    ((List<?>) list).forEach(item -> maps.add((Map<?, ?>) item));
    return maps;
  }
}
