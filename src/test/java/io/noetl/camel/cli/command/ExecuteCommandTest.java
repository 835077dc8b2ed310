package io.noetl.camel.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.cli.ExitCode;
import io.noetl.camel.cli.FakeServer;
import io.noetl.camel.cli.FakeServer.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starting executions, asking for them, following them. */
class ExecuteCommandTest {
  private static final String STARTED =
      "{\"status\":\"started\",\"execution_id\":\"1\",\"commands_generated\":1}";

  private final FakeServer server = new FakeServer();

  @TempDir Path folder;

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void printsTheReplyWithItsKeysSorted() {
    server.answers("POST /api/execute", 200, STARTED);

    Ran ran = server.run("execute", "playbook", "a/b", "--json");

    assertThat(ran.out())
        .isEqualTo("{\"commands_generated\":1,\"execution_id\":\"1\",\"status\":\"started\"}\n");
    assertThat(server.calls())
        .containsExactly("POST /api/execute {\"path\":\"a/b\",\"payload\":{}}");
  }

  @Test
  void laysFileThenJsonThenSingleValuesOverTheWorkload() throws IOException {
    server.answers("POST /api/execute", 200, STARTED);
    Path input = Files.writeString(folder.resolve("in.json"), "{\"a\":1,\"b\":1,\"c\":1}");

    Ran ran =
        server.run(
            "exec",
            "a/b@3",
            "--input",
            input.toString(),
            "--payload",
            "{\"b\":2,\"c\":2}",
            "--set",
            "c=3",
            "--set",
            "text=007x",
            "--set",
            "pairs=a=b");

    assertThat(ran.out()).startsWith("Execution started: {\n");
    assertThat(server.calls())
        .containsExactly(
            "POST /api/execute"
                + " {\"path\":\"a/b\",\"payload\":{\"a\":1,\"b\":2,\"c\":3,\"pairs\":\"a=b\","
                + "\"text\":\"007x\"},\"version\":3}");
  }

  @Test
  void saysHowImportantItIs() {
    server.answers("POST /api/execute", 200, STARTED);

    server.run("exec", "a/b", "--priority", "-7");
    server.run("run", "a/b", "-r", "distributed", "--priority", "9");

    assertThat(server.calls())
        .containsExactly(
            "POST /api/execute {\"path\":\"a/b\",\"payload\":{},\"priority\":-7}",
            "POST /api/execute {\"path\":\"a/b\",\"payload\":{},\"priority\":9}");
  }

  @Test
  void findsWhatIsAboutOneThing() {
    server.answers("GET /api/executions?page_size=500&page=1&key=A%201", 200, "[]");

    assertThat(server.run("executions", "--key", "A 1", "--json").out()).isEqualTo("[]\n");
  }

  @Test
  void refusesAPayloadThatIsNoObject() {
    Ran ran = server.run("exec", "a/b", "--payload", "[1]");

    assertThat(ran.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(ran.err()).isEqualTo("--payload: [1] (expected: a JSON object)\n");
    assertThat(server.calls()).isEmpty();
  }

  @Test
  void tellsWhyTheServerRefused() {
    server.answers("POST /api/execute", 404, "{\"detail\":\"Playbook not found: nope\"}");

    Ran ran = server.run("exec", "nope");

    assertThat(ran.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(ran.err())
        .isEqualTo("Failed to execute playbook: 404 Not Found - Playbook not found: nope\n");
  }

  @Test
  void printsTheStatus() {
    server.answers("GET /api/executions/1/status", 200, "{\"completed\":true,\"failed\":false}");

    assertThat(server.run("execute", "status", "1", "--json").out())
        .isEqualTo("{\"completed\":true,\"failed\":false}\n");
    assertThat(server.run("status", "1").out())
        .isEqualTo("Status: {\n  \"completed\": true,\n  \"failed\": false\n}\n");
    assertThat(server.run("status", "../health").exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void followsAnExecutionAndItsChildrenToTheEnd() {
    String running =
        "{\"execution_id\":\"1\",\"path\":\"a/b\",\"status\":\"RUNNING\",\"children\":[]}";
    String failed =
        "{\"execution_id\":\"1\",\"path\":\"a/b\",\"status\":\"FAILED\",\"error\":\"\\\"boom\\\"\","
            + "\"children\":[{\"execution_id\":\"2\"}]}";
    server.answers("GET /api/executions/1?page_size=1", 200, running, failed);
    server.answers(
        "GET /api/executions/1/events?page_size=500&after=0",
        200,
        """
        {"has_more":false,"events":[
          {"event_id":10,"event_type":"playbook.initialized"},
          {"event_id":11,"event_type":"step.exit","node_name":"start","status":"COMPLETED","duration":12.4,
           "result":{"n":1}}]}
        """);
    server.answers(
        "GET /api/executions/1/events?page_size=500&after=11",
        200,
        """
        {"has_more":true,"events":[
          {"event_id":30,"event_type":"step.exit","node_name":"call","status":"FAILED","duration":2400,
           "error":"\\"boom\\""}]}
        """);
    server.answers(
        "GET /api/executions/1/events?page_size=500&after=30",
        200,
        "{\"has_more\":false,\"events\":[{\"event_id\":31,\"event_type\":\"playbook.failed\"}]}");
    server.answers(
        "GET /api/executions/2?page_size=1",
        200,
        "{\"execution_id\":\"2\",\"path\":\"c/d\",\"status\":\"COMPLETED\",\"children\":[]}");
    server.answers(
        "GET /api/executions/2/events?page_size=500&after=0",
        200,
        """
        {"has_more":false,"events":[
          {"event_id":20,"event_type":"playbook.initialized"},
          {"event_id":21,"event_type":"step.exit","node_name":"inner","status":"COMPLETED","duration":1},
          {"event_id":22,"event_type":"playbook.completed"}]}
        """);

    Ran ran = server.run("watch", "1");

    assertThat(ran.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(ran.err().lines())
        .containsExactly(
            "▶ a/b  1",
            "├─ ✓ start                           12 ms",
            "├─ ▶ c/d  2",
            "│  ├─ ✓ inner                         1 ms",
            "│  └─ completed",
            "├─ ✗ call                           2.4 s  boom",
            "└─ failed");
    assertThat(ran.out().lines())
        .contains(
            "FAILED  a/b  1", "  start                    {\"n\":1}", "  child COMPLETED  c/d  2");
  }
}
