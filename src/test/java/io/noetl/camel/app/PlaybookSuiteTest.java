package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.noetl.camel.compiler.TodaysDocuments;
import io.noetl.camel.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Playbooks with what they have to do, as data: each file of {@code suite} is an expectation and
 * the playbooks that it needs, the last of which is run on the whole server. An expectation has
 * {@code status, payload, results, contains, runs, error, events, logs, sql}, or {@code refused}.
 * With {@code -Dsuite=loop_*} only the files of that name are run.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlaybookSuiteTest {
  private static final int DOCUMENTS = 25;
  private SuiteServer suite;

  @BeforeAll
  void start() throws IOException {
    suite = SuiteRuns.enter();
  }

  @AfterAll
  void stop() throws IOException {
    SuiteRuns.leave();
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
    Throwable wrong = SuiteRuns.of(file).wrong();

    if (wrong != null) {
      throw new AssertionError(file + ": " + wrong.getMessage(), wrong);
    }
  }

  /** A sample of those that are compiled elsewhere. */
  @Test
  void documentsAsNoetlsOwnAreRun() throws Exception {
    String child =
        """
        apiVersion: noetl.io/v2
        kind: Playbook
        metadata: {name: child, path: made/child}
        workload: {n: 0}
        workflow:
          - step: start
            tool: {kind: noop}
            next: {arcs: [{step: end}]}
          - step: end
            tool: {kind: python, input: {n: "{{ workload.n }}"}, code: "result = {'n': n}"}
        """;
    TestPostgres.shared().execute("CREATE TABLE IF NOT EXISTS q (id int PRIMARY KEY)");
    suite.run(Map.of("status", "COMPLETED"), List.of(child));
    for (long seed = 0; seed < DOCUMENTS; seed++) {
      TestPostgres.shared()
          .execute("INSERT INTO q SELECT generate_series(1, 7) ON CONFLICT DO NOTHING");
      suite.run(
          Map.of(
              "status",
              "COMPLETED",
              "payload",
              Map.of("pg", "pg", "url", suite.expectation("url: '@ECHO@/echo'").get("url"))),
          List.of(TodaysDocuments.of(seed)));
    }
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
    TestServer.Reply reply =
        suite.server().post("/api/catalog/register", Map.of("content", playbook));

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
    assertThat(suite.server().get("/api/catalog/list").text()).doesNotContain("t/wrong");
  }
}
