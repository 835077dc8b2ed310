package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.noetl.camel.testing.EchoServer;
import io.noetl.camel.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Playbooks with what they have to do, as data: each file of {@code suite} is an expectation and
 * the playbooks that it needs, the last of which is run on the whole server. An expectation has
 * {@code status, payload, results, contains, runs, error, events, logs, sql}, or {@code refused}.
 * With {@code -Dsuite=loop_*} only the files of that name are run.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlaybookSuiteTest {
  private TestServer server;
  private EchoServer echo;

  @BeforeAll
  void start(@TempDir Path data) throws IOException {
    Path secrets = Files.createDirectory(data.resolve("secrets"));
    Files.writeString(secrets.resolve("api_token"), "token-of-a-file-1234");
    server =
        TestServer.start(
            data,
            "--noetl.tools.secret-variables=PATH",
            "--noetl.tools.secret-folder=" + secrets,
            "--noetl.profile.folder=src/test/resources/scripts");
    echo = new EchoServer();
    FlakyPaths.addTo(echo);
    Map<String, Object> credential = TestPostgres.shared().credential();
    assertThat(
            server
                .post(
                    "/api/credentials",
                    Map.of("name", "pg", "type", "postgres", "data", credential))
                .status())
        .isEqualTo(200);
  }

  @AfterAll
  void stop() {
    server.close();
    echo.close();
  }

  static Stream<Path> files() throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(
            Path.of("src/test/resources/suite"), System.getProperty("suite", "*") + ".yaml")) {
      files.forEach(found::add);
    }
    return found.stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("files")
  void doesWhatItsExpectationSays(Path file) throws Exception {
    List<String> documents = new ArrayList<>(List.of(Files.readString(file).split("(?m)^---$")));
    Map<?, ?> expected = yaml(fill(documents.removeFirst()));
    run(expected, documents);
  }

  private void run(Map<?, ?> expected, List<String> documents) throws InterruptedException {
    String path = "";
    for (String playbook : documents) {
      path =
          SuiteChecks.registered(
              server.post("/api/catalog/register", Map.of("content", fill(playbook))));
    }
    Object payload = expected.get("payload") == null ? Map.of() : expected.get("payload");
    TestServer.Reply started =
        server.post("/api/execute", Map.of("path", path, "payload", payload));
    if (expected.get("refused") != null) {
      assertThat(started.status()).isEqualTo(422);
      assertThat(started.text()).contains(String.valueOf(expected.get("refused")));
      return;
    }
    assertThat(started.status()).as(started.text()).isEqualTo(200);

    Map<String, Object> ended =
        SuiteChecks.await(server, String.valueOf(started.object().get("execution_id")));

    SuiteChecks.check(expected, ended);
    SuiteChecks.logs(server, expected, String.valueOf(ended.get("execution_id")));
  }

  static Stream<Path> upgraded() throws IOException {
    return files().filter(file -> !Upgraded.of(file).isEmpty());
  }

  /** Both dialects do the same: paths, statuses, results, events; only places in the text move. */
  @ParameterizedTest
  @MethodSource("upgraded")
  void doesTheSameOnceItIsUpgraded(Path file) throws Exception {
    Map<String, Object> expected = new LinkedHashMap<>();
    yaml(fill(Files.readString(file).split("(?m)^---$", -1)[0]))
        .forEach((key, value) -> expected.put(String.valueOf(key), value));
    expected.values().removeIf(value -> String.valueOf(value).matches("(?s).*:\\d+:\\d+.*"));
    run(expected, Upgraded.of(file));
  }

  private String fill(String text) {
    return text.replace("@ECHO@", echo.url(""));
  }

  private static Map<?, ?> yaml(String text) {
    return (Map<?, ?>)
        new Load(LoadSettings.builder().setSchema(new CoreSchema()).build()).loadFromString(text);
  }

  @Test
  void eachMistakeOfADocumentIsToldWithItsPlaceAndItsCure() {
    String playbook =
        """
        apiVersion: noetl.io/v2
        kind: Playbook
        metadata: {name: wrong, path: t/wrong}
        workflow:
          - step: start
            tool: {kind: shel, command: ls}
          - step: ask
            tool: {kind: http}
        """;
    TestServer.Reply reply = server.post("/api/catalog/register", Map.of("content", playbook));

    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.object())
        .extractingByKey("problems", InstanceOfAssertFactories.list(Map.class))
        .extracting("code", "line", "column", "pointer")
        .containsExactly(
            tuple("PB0207", 6L, 12L, "/workflow/0/tool/kind"),
            tuple("PB0213", 7L, 5L, "/workflow/1"),
            tuple("PB0208", 8L, 5L, "/workflow/1/tool"));
    assertThat(reply.object())
        .extractingByKey("problems", InstanceOfAssertFactories.list(Map.class))
        .allSatisfy(problem -> assertThat(problem.get("cure")).asString().isNotBlank());
    assertThat(server.get("/api/catalog/list").text()).doesNotContain("t/wrong");
  }
}
