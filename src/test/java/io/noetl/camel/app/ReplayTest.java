package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The state of an execution at each of its events, as its log tells it. */
class ReplayTest {
  private static final String PLAYBOOK =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: replayed, path: tests/replayed}
      workload: {x: 1}
      workflow:
        - step: start
          tool: {kind: python, code: "result = {'a': 1}"}
          vars: {seen: "{{ result.a }}"}
          next: items
        - step: items
          loop: {in: [5, 6], iterator: i}
          tool: {kind: python, args: {i: "{{ i }}"}, code: "result = i * 2"}
          next: {step: last, args: {given: "{{ vars.seen }}"}}
        - step: last
          tool: {kind: python, args: {y: "{{ workload.x }}"}, code: "result = 'done'"}
      """;

  @Test
  void theStateIsTheFoldUpToTheEvent(@TempDir Path data) throws Exception {
    try (TestServer server = TestServer.start(data)) {
      SuiteChecks.registered(server.post("/api/catalog/register", Map.of("content", PLAYBOOK)));
      String id =
          String.valueOf(
              server
                  .post("/api/execute", Map.of("path", "tests/replayed", "payload", Map.of("x", 7)))
                  .object()
                  .get("execution_id"));
      List<Map<String, Object>> events = SuiteChecks.events(SuiteChecks.await(server, id));
      Map<String, Object> now = state(server, id, "");
      assertThat(now).containsEntry("status", "COMPLETED").containsEntry("open", List.of());
      assertThat(List.copyOf(((Map<?, ?>) now.get("results")).keySet()))
          .asInstanceOf(InstanceOfAssertFactories.list(Object.class))
          .containsExactlyInAnyOrder("start", "items", "last");

      Map<String, Object> first = state(server, id, "?at=" + events.getFirst().get("event_id"));
      assertThat(first)
          .containsEntry("status", "RUNNING")
          .containsEntry("event_type", "playbook.initialized")
          .containsEntry("workload", Map.of("x", 7L))
          .containsEntry("results", Map.of());

      Object firstItem =
          events.stream()
              .filter(
                  e ->
                      e.get("event_type").equals("step.exit") && e.get("node_name").equals("items"))
              .findFirst()
              .orElseThrow()
              .get("event_id");
      Map<String, Object> inLoop = state(server, id, "?at=" + firstItem);
      assertThat(inLoop)
          .containsEntry("variables", Map.of("seen", 1L))
          .containsEntry("results", Map.of("start", Map.of("a", 1L)));
      Map<?, ?> open = (Map<?, ?>) ((List<?>) inLoop.get("open")).getFirst();
      assertThat(open.get("step")).isEqualTo("items");
      assertThat((List<?>) open.get("items_done")).isEqualTo(List.of(0L));

      Object loopDone =
          events.stream()
              .filter(e -> e.get("event_type").equals("loop.done"))
              .findFirst()
              .orElseThrow()
              .get("event_id");
      assertThat(
              ((Map<?, ?>) ((List<?>) state(server, id, "?at=" + loopDone).get("open")).getFirst())
                  .get("args"))
          .isEqualTo(Map.of("given", 1L));
      assertThat(
              state(server, id, "?at=" + events.getLast().get("created_at") + "Z").get("results"))
          .isEqualTo(now.get("results"));
      assertThat(state(server, id, "?at=2020-01-01T00:00:00%2B01:00"))
          .containsEntry("status", "PENDING");
      assertThat(server.get("/api/executions/" + id + "/state?at=noon").status()).isEqualTo(422);
      assertThat(server.get("/api/executions/1/state").status()).isEqualTo(404);
    }
  }

  private static Map<String, Object> state(TestServer server, String id, String query) {
    TestServer.Reply reply = server.get("/api/executions/" + id + "/state" + query);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.object();
  }
}
