package io.noetl.camel.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.cli.ExitCode;
import io.noetl.camel.cli.FakeServer;
import io.noetl.camel.cli.FakeServer.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code test}: what it shows, what it writes, and how it ends. */
class TestCommandTest {
  private static final String PLAYBOOK =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: order, path: shop/order}
      workload: {id: 1}
      workflow:
        - step: start
          tool: {kind: http, url: "https://shop.example/{{ workload.id }}"}
          case:
            - when: "{{ event.name == 'call.done' and result.data.rows | length > 1 }}"
              then: {next: [{step: many}]}
            - when: "{{ event.name == 'call.done' }}"
              then: {next: [{step: end}]}
        - step: many
          tool: {kind: noop}
          next: [{step: end}]
        - step: end
          tool: {kind: noop, result: {total: "{{ start.data.rows | length }}", token: "{{ start.data.token }}"}}
      """;

  private static final String TESTS =
      """
      apiVersion: noetl.io/v2
      kind: PlaybookTest
      playbook: ./order.yaml
      tests:
        - name: few
          mocks: {start: {result: {data: {rows: [1]}}}}
          expect: {path: [start, end], result: {total: 1}}
        - name: wrong
          mocks: {start: {result: {data: {rows: [1]}}}}
          expect: {result: {total: 2}}
      """;

  private final FakeServer server = new FakeServer();

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("order.yaml"), PLAYBOOK);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Ran test(String... more) {
    String[] all = new String[more.length + 2];
    all[0] = "test";
    all[1] = folder.toString();
    System.arraycopy(more, 0, all, 2, more.length);
    return server.run(all);
  }

  private String written(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  @Test
  void aFailureIsShownWithItsLineAndEndsWithOne() throws IOException {
    Files.writeString(folder.resolve("order.test.yaml"), TESTS);

    Ran ran = test();

    assertThat(ran.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(ran.out())
        .contains("  ✓ few\n")
        .contains("  ✗ wrong\n")
        .contains("order.test.yaml:10 The result is another\n        total: expected 2, came 1\n")
        .contains("coverage of ")
        .contains("steps 67 %");
    assertThat(test("--filter", "FEW").exitCode()).isEqualTo(ExitCode.OK);
    assertThat(test("--filter", "nothing like it").exitCode()).isEqualTo(ExitCode.FAILED);
  }

  @Test
  void whereThereAreNoTestsTheUsageIsWrong() {
    Ran ran = test();

    assertThat(ran.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(ran.err()).contains("kind: PlaybookTest");
    assertThat(server.run("test", folder.resolve("none").toString()).exitCode())
        .isEqualTo(ExitCode.USAGE);
    assertThat(test("--output", "x.yaml").exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void resultsAndCoverageAreWritten() throws IOException {
    Files.writeString(folder.resolve("order.test.yaml"), TESTS);

    test("--junit", folder.resolve("junit.xml").toString());
    for (String name : new String[] {"cover.json", "cover.info", "cover.xml"}) {
      test("--coverage", folder.resolve(name).toString());
    }

    assertThat(written("junit.xml"))
        .contains("tests=\"2\" failures=\"1\" errors=\"0\"")
        .contains("<testcase name=\"few\"")
        .contains("<failure message=\"The result is another\">");
    assertThat(written("cover.json"))
        .contains("\"steps\":{\"start\":2,\"many\":0,\"end\":2}")
        .contains(
            "{\"from\":\"start\",\"to\":\"many\",\"pointer\":\"/workflow/0/case/0\",\"times\":0}");
    assertThat(written("cover.info"))
        .contains("SF:" + folder.resolve("order.yaml"))
        .contains("DA:6,2\n")
        .contains("DA:13,0\n")
        .endsWith("end_of_record\n");
    // As Camel's own: nodes with how many exchanges came by.
    assertThat(written("cover.xml"))
        .contains("<camelContextRouteCoverage exchangesTotal=\"2\"")
        .containsPattern("<step [^>]*exchangesTotal=\"2\"[^>]* id=\"start\"")
        .containsPattern("<step [^>]*exchangesTotal=\"0\"[^>]* id=\"many\"")
        .containsPattern("<when [^>]*exchangesTotal=\"0\"")
        .containsPattern("<when [^>]*exchangesTotal=\"2\"")
        .containsPattern("<route [^>]*customId=\"true\"");
  }

  @Test
  void anExecutionIsRecordedAsATestThatPasses() throws IOException {
    String answer =
        """
        {"status_code": 200, "headers": {"date": "today"}, "url": "https://shop.example/7", "elapsed": 0.1,
         "data": {"rows": [1, 2], "token": "abc-123-def", "junk": "%s"}}
        """
            .formatted("y".repeat(5000));
    server.answers(
        "GET /api/executions/7",
        200,
        """
        {"path": "shop/order", "version": 3, "status": "COMPLETED", "error": null, "result": {"total": 2, "token": "abc-123-def"},
         "started_at": "2026-11-30T09:17:21.580514Z",
         "events": [
          %s,
          {"event_id": 2, "event_type": "step.enter", "node_name": "start", "status": "STARTED", "meta": {"token": "1"}},
          {"event_id": 3, "event_type": "step.exit", "node_name": "start", "status": "COMPLETED", "meta": {"token": "1"}, "result": %s},
          {"event_id": 4, "event_type": "step.enter", "node_name": "many", "status": "STARTED", "meta": {"token": "1"}},
          {"event_id": 5, "event_type": "step.exit", "node_name": "many", "status": "COMPLETED", "meta": {"token": "1"},
           "result": {"status": "success", "message": "noop"}},
          {"event_id": 6, "event_type": "step.enter", "node_name": "end", "status": "STARTED", "meta": {"token": "1"}},
          {"event_id": 7, "event_type": "step.exit", "node_name": "end", "status": "COMPLETED", "meta": {"token": "1"}, "result": {"total": 2, "token": "abc-123-def"}}
         ]}
        """
            .formatted(
                """
                {"event_id": 1, "event_type": "playbook.initialized", "node_name": "shop/order", "status": "INITIALIZED",
                 "result": {"workload": {"id": 7}}}
                """,
                answer));
    server.answers("POST /api/catalog/resource", 200, "{\"content\": " + quoted(PLAYBOOK) + "}");

    Ran ran = test("--record", "7");

    assertThat(ran.err()).doesNotContain("gave something else");
    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isEqualTo(ExitCode.OK);
    assertThat(written("order.test.yaml"))
        .contains("payload: {id: 7}")
        .contains("rows: [1, 2]")
        .contains("token: '***'")
        .contains("path: [start, many, end]")
        .contains("request: {url: 'https://shop.example/7'}")
        .contains("result: {total: 2, token: '***'}")
        .doesNotContain("junk", "elapsed", "abc-123-def");
    // What is there is not written over.
    assertThat(test("--record", "7").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(test("--record", "seven").exitCode()).isEqualTo(ExitCode.USAGE);
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }
}
