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
  void aPathOrAVersionIsDeletedWhereNothingRan() {
    register("gone");
    register("gone");

    assertThat(delete(Map.of("path", "today/gone", "version", 1)).object())
        .containsEntry("deleted", 1L);
    assertThat(delete(Map.of("path", "today/gone")).object()).containsEntry("deleted", 1L);
    assertThat(delete(Map.of("path", "today/gone")).status()).isEqualTo(404);
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

  private static List<Map<?, ?>> results(Map<String, Object> reply) {
    List<Map<?, ?>> results = new ArrayList<>();
    ((List<?>) reply.get("results")).forEach(result -> results.add((Map<?, ?>) result));
    return results;
  }
}
