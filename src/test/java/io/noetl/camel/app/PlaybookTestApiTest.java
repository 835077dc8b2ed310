package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Tests of playbooks on a server: they run, and reach nothing that is not theirs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlaybookTestApiTest {
  private static final String PLAYBOOK =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: ask, path: t/ask}
      workflow:
        - step: start
          tool: {kind: http, url: "https://x.example/{{ workload.id }}"}
          next: [{step: end}]
        - step: end
          tool: {kind: noop}
      """;

  private static final String TESTS =
      """
      apiVersion: noetl.io/v2
      kind: PlaybookTest
      path: t/ask
      tests:
        - name: asks
          payload: {id: 7}
          mocks: {start: {result: {data: 1}}}
          expect: {steps: {start: {request: {url: "https://x.example/7"}}}}
        - name: asks another
          payload: {id: 8}
          mocks: {start: {result: {data: 1}}}
          expect: {steps: {start: {calls: 2}}}
      """;

  private TestServer server;

  @BeforeAll
  void start(@TempDir Path data) {
    server = TestServer.startWithFakeEngine(data);
    assertThat(server.post("/api/catalog/register", Map.of("content", PLAYBOOK)).status())
        .isEqualTo(200);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void testsOfTheCatalogsPlaybookAreRun() {
    TestServer.Reply reply = server.post("/api/playbook-tests", Map.of("content", TESTS));

    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(reply.object()).containsEntry("passed", false);
    assertThat(reply.text())
        .containsPattern("\"name\":\"asks\",\"line\":5,\"passed\":true")
        .contains("expected 2, came 1", "\"line\":12", "\"arcs_percent\":100.0");
  }

  @Test
  void aPlaybookThatIsNotRegisteredComesWithItsTests() {
    String tests = TESTS.replace("path: t/ask", "playbook: ./ask.yaml");
    TestServer.Reply reply =
        server.post(
            "/api/playbook-tests",
            Map.of(
                "content",
                tests,
                "playbook",
                PLAYBOOK.replace("{{ workload.id }}", "{{ workload.id }}/x"),
                "filter",
                "another"));

    assertThat(reply.object()).containsEntry("passed", false);
    assertThat((List<?>) reply.object().get("tests")).hasSize(1);
    assertThat(server.post("/api/playbook-tests", Map.of("content", tests)).text())
        .contains("PB0630");
  }

  @Test
  void nothingRunsInEarnestOnAServer() {
    for (String allowed :
        List.of("run: [start]", "unmocked: run", "services: {pg: {kind: postgres}}")) {
      TestServer.Reply reply =
          server.post(
              "/api/playbook-tests",
              Map.of(
                  "content",
                  "apiVersion: noetl.io/v2\nkind: PlaybookTest\npath: t/ask\n"
                      + allowed
                      + "\ntests: [{name: out, mocks: {start: {result: 1}}}]\n"));
      assertThat(reply.object()).as(allowed).containsEntry("passed", false);
      assertThat(reply.text()).contains("noetlctl test and JUnit only");
    }
  }

  @Test
  void aSuiteIsKeptUnderItsName() {
    String path = "/api/playbook-tests/suites/ask";
    assertThat(server.get(path).status()).isEqualTo(404);
    Map<String, Object> suite = Map.of("name", "ask", "cases", List.of(Map.of("payload", "{}")));

    assertThat(server.call("PUT", path, suite).status()).isEqualTo(200);
    assertThat(server.get(path).object()).isEqualTo(suite);
    assertThat(server.call("DELETE", path, null).status()).isEqualTo(200);
    assertThat(server.get(path).status()).isEqualTo(404);
  }
}
