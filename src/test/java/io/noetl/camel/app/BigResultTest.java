package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A big result is stored once, compressed, and read as if it stood where it belongs. */
class BigResultTest {
  private static final String CHILD =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: big_child, path: tests/big_child}
      workflow:
        - step: start
          tool:
            kind: python
            code: |
              result = {"rows": [{"n": i, "text": "line " + str(i)} for i in range(20000)], "secret": "canary-big-7342"}
      """;
  private static final String PARENT =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: big_parent, path: tests/big_parent}
      workflow:
        - step: start
          tool: {kind: playbook, path: tests/big_child, return_step: start}
          next: edge
        - step: edge
          tool: {kind: python, args: {token: "{{ start.secret }}"}, code: "result = 'x' * 995 + token"}
          next: count
        - step: count
          tool: {kind: python, args: {rows: "{{ start.rows }}"}, code: "result = len(rows)"}
      """;

  @Test
  void itIsStoredOnceAndReadAsBefore(@TempDir Path data) throws Exception {
    try (TestServer server = TestServer.start(data)) {
      server.post(
          "/api/credentials",
          Map.of("name", "c", "type", "generic", "data", Map.of("token", "canary-big-7342")));
      for (String playbook : List.of(CHILD, PARENT)) {
        SuiteChecks.registered(server.post("/api/catalog/register", Map.of("content", playbook)));
      }
      String id =
          String.valueOf(
              server
                  .post("/api/execute", Map.of("path", "tests/big_parent"))
                  .object()
                  .get("execution_id"));
      Map<String, Object> ended = SuiteChecks.await(server, id);

      assertThat(ended).containsEntry("status", "COMPLETED").containsEntry("result", 20_000L);
      String child =
          String.valueOf(
              ((Map<?, ?>) ((List<?>) ended.get("children")).getFirst()).get("execution_id"));
      assertThat(rows(server.get("/api/executions/" + child).object().get("result")))
          .isEqualTo(20_000);
      assertThat(rows(variables(server, child).get("start"))).isEqualTo(20_000);
      assertThat(SuiteChecks.events(server.get("/api/executions/" + child).object()))
          .filteredOn(e -> e.get("event_type").equals("step.exit"))
          .allSatisfy(e -> assertThat(rows(e.get("result"))).isEqualTo(20_000));
      assertThat(server.get("/api/executions/" + child + "/events?references=true").text())
          .contains("\"$ref\":\"result:")
          .hasSizeLessThan(100_000);
      Map<?, ?> state =
          (Map<?, ?>) server.get("/api/executions/" + id + "/state").object().get("results");
      assertThat(rows(state.get("start"))).isEqualTo(20_000);
      Map<String, Object> preview =
          server.get("/api/executions/" + id + "/state?preview=true").object();
      assertThat(String.valueOf(preview.get("cut"))).contains("/results/start/rows");
      assertThat(rows(((Map<?, ?>) preview.get("results")).get("start"))).isEqualTo(20);
      assertThat(((Map<?, ?>) preview.get("results")).get("count")).isEqualTo(20_000L);
      assertThat(((Map<?, ?>) preview.get("results")).get("edge"))
          .asString()
          .startsWith("xxx")
          .doesNotContain("c");
      assertThat(server.get("/api/executions/" + child).text()).doesNotContain("canary-big-7342");

      List<String> stored =
          server
              .database()
              .jdbc()
              .sql(
                  "SELECT octet_length(content) || ' of ' || (e.result ->> 'bytes') FROM"
                      + " noetl.result r JOIN noetl.execution e USING (execution_id) WHERE"
                      + " execution_id = ?::bigint")
              .param(child)
              .query(String.class)
              .list();
      assertThat(stored).hasSize(1);
      String[] sizes = Objects.requireNonNull(stored.getFirst()).split(" of ", -1);
      assertThat(Integer.parseInt(sizes[0])).isLessThan(Integer.parseInt(sizes[1]) / 4);
      assertThat(server.get("/api/executions?parent_execution_id=" + id).text())
          .contains("\"$ref\":\"result:");

      Map<String, Object> again =
          SuiteChecks.await(
              server,
              String.valueOf(
                  server
                      .post("/api/executions/" + id + "/rerun", Map.of("from_step", "count"))
                      .object()
                      .get("execution_id")));
      assertThat(again).containsEntry("result", 20_000L);
    }
  }

  private static Map<?, ?> variables(TestServer server, String id) {
    return (Map<?, ?>) server.get("/api/executions/" + id + "/status").object().get("variables");
  }

  private static int rows(Object result) {
    return ((List<?>) ((Map<?, ?>) result).get("rows")).size();
  }
}
