package io.noetl.camel.playbooktest;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.testing.EchoServer;
import io.noetl.camel.testing.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A test reaches no network, no disk and no database unless it says so: ten ways out, each to a
 * server, a file or a database that is there and would answer.
 */
class WaysOutTest {
  private static final Map<String, String> WAYS =
      Map.ofEntries(
          Map.entry("http", "{kind: http, url: \"@ECHO@/http\"}"),
          Map.entry(
              "postgres", "{kind: postgres, auth: pg, command: \"CREATE TABLE way_out (n int)\"}"),
          Map.entry(
              "script by http",
              "{kind: python, script: {uri: \"@ECHO@/script\", source: {type: http}}}"),
          Map.entry(
              "script in a file",
              "{kind: python, script: {uri: \"@FILE@\", source: {type: file}}}"),
          Map.entry(
              "python: socket",
              "{kind: python, code: \"import urllib.request\\n"
                  + "result = urllib.request.urlopen('@ECHO@/py').status\"}"),
          Map.entry(
              "python: reads a file", "{kind: python, code: \"result = open('@FILE@').read()\"}"),
          Map.entry(
              "python: writes a file",
              "{kind: python, code: \"open('@NEW@', 'w').write('x')\\nresult = 1\"}"),
          Map.entry(
              "python: process",
              "{kind: python, code: \"import subprocess\\n"
                  + "result = subprocess.run(['touch', '@NEW@']).returncode\"}"),
          Map.entry(
              "python: cpython",
              "{kind: python, engine: cpython, code: \"open('@NEW@', 'w').write('x')\"}"),
          Map.entry(
              "python: environment",
              "{kind: python, code: \"import os\\nresult = os.environ['PATH']\"}"),
          Map.entry(
              "duckdb: reads a file",
              "{kind: duckdb, command: \"SELECT * FROM read_text('@FILE@')\"}"),
          Map.entry(
              "duckdb: writes a file",
              "{kind: duckdb, command: \"COPY (SELECT 1 AS a) TO '@NEW@'\"}"),
          Map.entry(
              "duckdb: a database file",
              "{kind: duckdb, database: \"@NEW@\", command: \"CREATE TABLE t (n int)\"}"),
          Map.entry(
              "duckdb: http",
              "{kind: duckdb, command: \"SELECT * FROM read_csv('@ECHO@/d.csv')\"}"),
          Map.entry("camel", "{kind: camel, uri: \"file:@FOLDER@?fileName=new\", body: x}"),
          Map.entry("container", "{kind: container, image: busybox, command: [\"true\"]}"),
          Map.entry("playbook", "{kind: playbook, path: t/other}"),
          Map.entry(
              "transfer",
              "{kind: transfer, source: {kind: http, url: \"@ECHO@/t\"}, target: {kind: postgres,"
                  + " auth: pg, table: t}}"),
          Map.entry("secrets", "{kind: secrets, provider: env, name: PATH}"));

  private static final String CREDENTIALS =
      """
      credentials:
        pg: {type: postgres, db_host: 127.0.0.1, db_port: @PORT@, db_user: postgres, db_password: postgres, db_name: postgres}
      """;

  @TempDir Path folder;
  private EchoServer echo;
  private Trial trial;

  @BeforeEach
  void begin() throws Exception {
    Files.writeString(folder.resolve("secret.txt"), "result = 'read'");
    echo = new EchoServer();
    echo.on("/", 200, "text/plain", "result = 1");
    trial = new Trial(folder);
  }

  @AfterEach
  void end() {
    trial.close();
    echo.close();
  }

  private String filled(String text) {
    return text.replace("@ECHO@", echo.url(""))
        .replace("@PORT@", Integer.toString(TestPostgres.shared().port()))
        .replace("@FILE@", folder.resolve("secret.txt").toString())
        .replace("@NEW@", folder.resolve("new").toString())
        .replace("@FOLDER@", folder.toString());
  }

  private FileResult tried(String way, String run) {
    trial
        .playbook("other", "workflow:\n  - step: start\n    tool: " + filled(way("http")) + "\n")
        .playbook("out", "workflow:\n  - step: start\n    tool: " + filled(way(way)) + "\n");
    return trial.run(
        "out",
        filled(CREDENTIALS) + "tests:\n  - name: out\n" + run + "    expect: {status: FAILED}\n");
  }

  private static String way(String name) {
    return Objects.requireNonNull(WAYS.get(name));
  }

  static Stream<String> ways() {
    return WAYS.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("ways")
  void noWayLeadsOut(String way) {
    TestPostgres.shared().execute("DROP TABLE IF EXISTS way_out");

    FileResult result = tried(way, "");

    assertThat(result.problems()).isEmpty();
    // Either the test says that the call is not made, or the call itself fails.
    assertThat(Trial.failures(result))
        .allSatisfy(failure -> assertThat(failure).contains("which a test does not do by itself"));
    assertThat(echo.requests).isEmpty();
    assertThat(folder.resolve("new")).doesNotExist();
    assertThat(TestPostgres.shared().query("SELECT to_regclass('way_out') IS NULL"))
        .containsExactly(List.of("t"));
  }

  /** The ways are open in earnest: it is the test that closes them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http",
        "postgres",
        "python: reads a file",
        "python: writes a file",
        "python: environment",
        "duckdb: reads a file",
        "duckdb: writes a file",
        "duckdb: a database file",
        "script in a file",
        "script by http",
        "python: socket",
        "duckdb: http"
      })
  void aStepThatMayRunGoesThere(String way) {
    TestPostgres.shared().execute("DROP TABLE IF EXISTS way_out");

    FileResult result = tried(way, "    run: [start]\n");

    assertThat(Trial.failures(result))
        .singleElement()
        .asString()
        .contains("expected FAILED, came COMPLETED");
  }
}
