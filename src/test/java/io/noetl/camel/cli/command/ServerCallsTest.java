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

/** The other verbs: which call each makes and what it prints. */
class ServerCallsTest {
  private final FakeServer server = new FakeServer();

  @TempDir Path folder;

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void cancels() {
    server.answers(
        "POST /api/executions/1/cancel",
        200,
        "{\"status\":\"cancelled\",\"message\":\"Execution 1"
            + " cancelled\",\"cancelled_executions\":[\"1\"]}");

    assertThat(server.run("cancel", "1", "--reason", "why", "--cascade").out())
        .isEqualTo("cancelled: Execution 1 cancelled\n");
    assertThat(server.calls())
        .containsExactly("POST /api/executions/1/cancel {\"cascade\":true,\"reason\":\"why\"}");
  }

  @Test
  void makesListsAndDeletesKeys() {
    server.answers("POST /api/keys", 200, "{\"key\":\"noetl_abc\",\"key_id\":\"k1\"}");
    server.answers(
        "GET /api/keys",
        200,
        "{\"items\":[{\"key_id\":\"k1\",\"name\":\"ci\",\"role\":\"operator\",\"expires_at\":null}]}");
    server.answers("DELETE /api/keys/k1", 200, "{\"message\":\"Key deleted successfully\"}");

    assertThat(
            server.run("key", "create", "ci", "--role", "operator", "--expires-in-days", "7").out())
        .isEqualTo("noetl_abc\n");
    assertThat(server.run("key", "list").out()).contains("│ k1     │ ci   │ operator │");
    assertThat(server.run("key", "delete", "k1").out()).isEqualTo("Key deleted successfully\n");
    assertThat(server.run("key", "create", "ci", "--role", "king").exitCode())
        .isEqualTo(ExitCode.USAGE);
    assertThat(server.calls())
        .containsExactly(
            "POST /api/keys {\"expires_in_days\":7,\"name\":\"ci\",\"role\":\"operator\"}",
            "GET /api/keys",
            "DELETE /api/keys/k1");
  }

  @Test
  void saysWhatTheDoctorFound() {
    server.answers(
        "GET /api/doctor",
        200,
        "{\"status\":\"wrong\",\"findings\":[{\"check\":\"clock\",\"state\":\"wrong\",\"said\":\"9"
            + " s apart\",\"cure\":\"Set"
            + " it.\"},{\"check\":\"disk\",\"state\":\"ok\",\"said\":\"free\",\"cure\":null}]}");

    Ran ran = server.run("doctor");

    assertThat(ran.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(ran.out())
        .isEqualTo("✗ clock         9 s apart\n                Set it.\n✓ disk          free\n");
  }

  @Test
  void rotatesTheMasterKey() {
    server.answers("POST /api/secrets/rotate", 200, "{\"status\":\"ok\",\"rewrapped\":3}");

    assertThat(server.run("secrets", "rotate").out())
        .isEqualTo("Wrapped 3 secrets with the current master key\n");
  }

  @Test
  void runsOnTheServerWhereThatIsAskedFor() {
    server.answers("POST /api/execute", 200, "{\"execution_id\":\"1\",\"status\":\"started\"}");

    assertThat(
            server
                .run(
                    "run",
                    "x/y@2",
                    "-r",
                    "distributed",
                    "--payload",
                    "{\"k\":\"v\"}",
                    "--set",
                    "z=1",
                    "--json")
                .out())
        .isEqualTo("{\"execution_id\":\"1\",\"status\":\"started\"}\n");
    assertThat(server.calls())
        .containsExactly(
            "POST /api/execute"
                + " {\"path\":\"x/y\",\"payload\":{\"k\":\"v\",\"z\":1},\"version\":2}");
  }

  @Test
  void whatIsNearIsNamedForAVerbThatThereIsNot() {
    Ran verb = server.run("catalg", "list");
    Ran below = server.run("catalog", "lst");
    Ran option = server.run("status", "1", "--jsn");

    assertThat(verb.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(verb.err()).contains("Did you mean 'catalog'?");
    assertThat(below.err()).contains("Did you mean 'list'?");
    assertThat(option.err()).contains("--json");
  }

  @Test
  void helpAndCompletionKnowEveryVerb() {
    String help = server.run("--help").out();
    String completion = server.run("generate-completion").out();
    for (String verb : new String[] {"run", "catalog", "execute", "key", "secrets", "watch"}) {
      assertThat(help).contains("  " + verb);
      assertThat(completion).contains(verb);
    }
    assertThat(help).contains("Exit codes:").doesNotContain("training");
  }

  @Test
  void cleansUp() {
    server.answers(
        "POST /api/executions/cleanup", 200, "{\"cancelled_count\":0,\"message\":\"nothing\"}");

    assertThat(server.run("cleanup", "--dry-run").out()).isEqualTo("nothing\n");
    assertThat(server.calls())
        .containsExactly(
            "POST /api/executions/cleanup {\"dry_run\":true,\"older_than_minutes\":5}");
  }

  @Test
  void runsAgain() {
    server.answers("POST /api/executions/1/rerun", 200, "{\"execution_id\":\"2\"}");

    assertThat(server.run("execute", "rerun", "1", "--json", "--set", "a=1").out())
        .isEqualTo("{\"execution_id\":\"2\"}\n");
    assertThat(server.calls())
        .containsExactly(
            "POST /api/executions/1/rerun"
                + " {\"resource_kind\":\"playbook\",\"workload\":{\"a\":1}}");
  }

  @Test
  void storesACredentialFile() throws IOException {
    server.answers("POST /api/credentials", 200, "{\"name\":\"pg\",\"data\":null}");
    Path file =
        Files.writeString(
            folder.resolve("pg.json"),
            "{\"name\":\"pg\",\"type\":\"postgres\",\"data\":{\"a\":1}}");

    assertThat(server.run("register", "credential", "-f", file.toString()).out())
        .isEqualTo("Credential registered successfully: {\"data\":null,\"name\":\"pg\"}\n");
    assertThat(server.run("register", "credential", "-d", folder.toString()).exitCode())
        .isEqualTo(ExitCode.OK);
    assertThat(server.calls())
        .hasSize(2)
        .allMatch(
            "POST /api/credentials {\"data\":{\"a\":1},\"name\":\"pg\",\"type\":\"postgres\"}"
                ::equals);
    assertThat(server.run("register", "credential").exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void getsACredential() {
    server.answers("GET /api/credentials/pg%20x?include_data=true", 200, "{\"name\":\"pg x\"}");
    server.answers("GET /api/credentials/pg%20x?include_data=false", 200, "{\"name\":\"pg x\"}");

    assertThat(server.run("get", "credential", "pg x").out())
        .isEqualTo("{\n  \"name\": \"pg x\"\n}\n");
    assertThat(server.run("get", "credential", "pg x", "--no-include-data").exitCode())
        .isEqualTo(ExitCode.OK);
  }

  @Test
  void checksTheDatabase() {
    server.answers("POST /api/db/init", 200, "{\"status\":\"ok\"}");
    server.answers(
        "GET /api/db/validate", 200, "{\"status\":\"ok\",\"valid\":false,\"missing\":[\"event\"]}");

    assertThat(server.run("db", "init").exitCode()).isEqualTo(ExitCode.OK);
    Ran ran = server.run("db", "validate");
    assertThat(ran.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(ran.err()).contains("Missing tables: [\"event\"]");
  }

  @Test
  void listsExecutionsInATable() {
    server.answers(
        "GET /api/executions",
        200,
        "[{\"execution_id\":\"7\",\"path\":\"a/b\",\"version\":1,\"status\":\"RUNNING\",\"end_time\":null}]");

    assertThat(server.run("list", "executions").out())
        .contains(
            "│ execution_id │ path │ version │ status  │",
            "│ 7            │ a/b  │ 1       │ RUNNING │");
  }

  @Test
  void printsWhatStepsPrinted() {
    server.answers(
        "GET /api/executions/1/logs?limit=5000&after=0&step=a%20b",
        200,
        "{\"has_more\":true,\"next_after\":\"7\",\"logs\":[{\"step\":\"a b\",\"line\":\"one\"}]}");
    server.answers(
        "GET /api/executions/1/logs?limit=5000&after=7&step=a%20b",
        200,
        "{\"has_more\":false,\"next_after\":null,\"logs\":[{\"step\":\"a b\",\"line\":\"two\"}]}");

    assertThat(server.run("logs", "1", "--step", "a b").out())
        .isEqualTo("a b                  one\na b                  two\n");
  }

  @Test
  void printsWhatOneItemPrinted() {
    server.answers(
        "GET /api/executions/1/logs?limit=5000&after=0&step=each&item=3",
        200,
        "{\"has_more\":false,\"logs\":[{\"step\":\"each\",\"item\":3,\"line\":\"three\"}]}");

    assertThat(server.run("logs", "1", "--step", "each", "--item", "3").out()).contains("three");
  }

  @Test
  void aCredentialsTypeThatLooksLikeASlipIsDoubted(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("pg.json"), "{\"name\":\"pg\",\"type\":\"postgress\",\"data\":{}}");
    server.answers(
        "POST /api/credentials",
        200,
        "{\"name\":\"pg\",\"warnings\":[\"No tool knows the type 'postgress'. Did you mean"
            + " 'postgres'?\"]}");

    assertThat(server.run("register", "credential", "-f", file.toString()).err())
        .contains("pg.json: warning: No tool knows the type 'postgress'. Did you mean 'postgres'?");
  }

  @Test
  void completesForTheShell() {
    assertThat(server.runAnywhere("generate-completion").out()).contains("noetlctl", "complete");
  }
}
