package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.testing.EchoServer;
import io.noetl.camel.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The profile belongs to the execution: a playbook at a restricted path reaches no host, file,
 * process or secret of the machine by any tool, sink, script, credential, keychain or child, and
 * nobody registers a path that would look like another.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProfileTest {
  private static final String CANARY = "canary-of-a-file-4711";
  private TestServer server;
  private EchoServer echo;
  private EchoServer open;
  private Path folder;

  @BeforeAll
  void start(@TempDir Path data) throws IOException {
    folder = Files.createDirectory(data.resolve("scripts"));
    Files.writeString(folder.resolve("one.sql"), CANARY);
    Files.writeString(folder.resolve("one.py"), "result = '" + CANARY + "'");
    echo = new EchoServer();
    open = new EchoServer();
    open.on("/ok", 200, "application/json", "{}");
    open.on(
        "/away",
        exchange -> {
          exchange.getResponseHeaders().set("Location", echo.url("/redirected"));
          EchoServer.answer(exchange, 302, "text/plain", "");
        });
    server =
        TestServer.start(
            data,
            "--noetl.profile.restricted=tenants/**",
            "--noetl.profile.hosts=127.0.0.1:" + port(open),
            "--noetl.profile.folder=" + folder,
            "--noetl.tools.secret-folder=" + folder,
            "--noetl.tools.secret-variables=PATH",
            "--noetl.tools.upload-folder=" + folder,
            "--noetl.tools.camel.log.paths=**");
    server.post(
        "/api/credentials",
        Map.of("name", "pg", "type", "postgres", "data", TestPostgres.shared().credential()));
  }

  @AfterAll
  void stop() {
    server.close();
    echo.close();
    open.close();
  }

  private static String port(EchoServer of) {
    return of.url("").replaceAll(".*:(\\d+).*", "$1");
  }

  /** A playbook of one step with this tool. */
  private Map<String, Object> run(String path, String tool) throws Exception {
    return run(path, "", "  - step: start\n    tool: " + tool + "\n");
  }

  private Map<String, Object> run(String path, String head, String workflow) throws Exception {
    String playbook =
        "apiVersion: noetl.io/v2\nkind: Playbook\nmetadata: {name: p, path: %s}\n%sworkflow:\n%s"
            .formatted(path, head, workflow);
    TestServer.Reply registered =
        server.post("/api/catalog/register", Map.of("content", fill(playbook)));
    assertThat(registered.status()).as(registered.text()).isEqualTo(200);
    TestServer.Reply started =
        server.post("/api/execute", Map.of("path", path, "payload", Map.of()));
    if (started.status() != 200) {
      return Map.of("status", "REFUSED", "error", started.text());
    }
    return SuiteChecks.await(server, String.valueOf(started.object().get("execution_id")));
  }

  @Test
  void whatARestrictedSubscriptionStartsIsRestrictedToo() throws Exception {
    try (EchoServer called = new EchoServer()) {
      String tool = "{kind: http, url: '" + called.url("/echo") + "'}";
      assertThat(run("free/calls", tool).get("status")).isEqualTo("COMPLETED");

      assertThat(hooked("free/hook").status()).isEqualTo(200);
      TestServer.Reply refused = hooked("tenants/red/hook");

      assertThat(refused.status()).as(refused.text()).isEqualTo(500);
      assertThat(refused.text()).contains("which the operator restricts");
      assertThat(called.requests).hasSize(2);
    }
  }

  /** What a webhook at a path answers, which starts a playbook that is not restricted. */
  private TestServer.Reply hooked(String path) {
    TestServer.Reply registered =
        server.post(
            "/api/catalog/register",
            Map.of(
                "content",
                "apiVersion: noetl.io/v2\nkind: Subscription\nmetadata: {name: hook, path: %s}\nspec:\n  source: webhook\n  ingress: {answer: result}\n  dispatch: free/calls\n"
                    .formatted(path)));
    assertThat(registered.status()).as(registered.text()).isEqualTo(200);
    return server.post("/api/hooks/" + path, "{}");
  }

  private String fill(String text) {
    return text.replace("@ECHO@", echo.url(""))
        .replace("@OPEN@", open.url(""))
        .replace("@PORT@", port(echo))
        .replace("@FOLDER@", folder.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{kind: http, url: '@ECHO@/x'}",
        "{kind: http, url: '@OPEN@/away', follow_redirects: true}",
        "{kind: http, endpoint: 'http://LOCALHOST:@PORT@/x'}",
        "{kind: http, endpoint: 'http://user@127.0.0.1:@PORT@/x'}",
        "{kind: http, endpoint: 'http://[::ffff:127.0.0.1]:@PORT@/x'}",
        "{kind: http, url: '@OPEN@/x', auth: {type: oauth2_client_credentials, client_id: a,"
            + " client_secret: b, token_url: '@ECHO@/token'}}",
        "{kind: http, url: '@OPEN@/x', auth: {source: env, name: PATH, type: bearer}}",
        "{kind: http, url: '@OPEN@/{{ auth.PATH }}', auth: {source: env, name: PATH}}",
        "{kind: postgres, auth: pg, command: 'SELECT 1'}",
        "{kind: postgres, dsn: 'postgresql://u:p@127.0.0.1:@PORT@/x', command: 'SELECT 1'}",
        "{kind: postgres, auth: pg, script: {uri: one.sql, source: {type: file}}}",
        "{kind: duckdb, script: {uri: one.sql, source: {type: file}}}",
        "{kind: duckdb, script: {uri: '@FOLDER@/one.sql', source: {type: file}}}",
        "{kind: duckdb, script: {uri: 'file://@FOLDER@/one.sql', source: {type: file}}}",
        "{kind: duckdb, script: {uri: '@ECHO@/x', source: {type: http}}}",
        "{kind: python, script: {uri: one.py, source: {type: file}}}",
        "{kind: python, script: {uri: x, source: {type: http, endpoint: '@ECHO@/x'}}}",
        "{kind: transfer, source: {type: http, url: '@ECHO@/x'}, target: {type: postgres, auth: pg,"
            + " table: t}}",
        "{kind: transfer, source: {type: postgres, auth: pg, query: 'SELECT 1'}, target: {type:"
            + " postgres, auth: pg, table: t}}",
        "{kind: secrets, provider: file, name: one.sql}",
        "{kind: secrets, provider: ' FILES ', name: one.sql}",
        "{kind: secrets, provider: env, name: PATH}",
        "{kind: secrets, provider: vault, name: a, address: '@ECHO@', auth: {type: vault, token:"
            + " t}}",
        "{kind: gcs, source: one.sql, destination: 'gs://b/k', endpoint: '@ECHO@', credential:"
            + " {type: gcs, service_account_json: '{}'}}",
        "{kind: camel, uri: 'log:x', body: x}",
        "{kind: script, runtime: process, script: 'echo hi'}",
        "{kind: shell, command: 'echo hi'}",
        "{kind: container, image: 'busybox:1'}",
        "{kind: snowflake, account: a, user: u, password: p, host: '127.0.0.1:@PORT@', command:"
            + " 'SELECT 1'}"
      })
  void aRestrictedPlaybookReachesNothingByAnyTool(String tool) throws Exception {
    Map<String, Object> ended = run("tenants/a/tool", tool);

    // a redirect that may not be followed is an answer, and not the one of the other server
    assertThat(ended.toString()).doesNotContain(CANARY).doesNotContain(System.getenv("PATH"));
    assertThat(ended.get("status")).as(ended.toString()).isEqualTo("FAILED");
    assertThat(echo.requests).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{tool: http, url: '@ECHO@/sink'}",
        "{tool: {kind: http, url: '@ECHO@/sink'}}",
        "{tool: postgres, auth: pg, table: t, data: {a: 1}}",
        "{tool: postgres, auth: pg, statement: 'SELECT 1'}",
        "{tool: gcs, source: one.sql, destination: 'gs://b/k', endpoint: '@ECHO@', credential:"
            + " {type: gcs, service_account_json: '{}'}}"
      })
  void norByASink(String sink) throws Exception {
    Map<String, Object> ended =
        run(
            "tenants/a/sink",
            "",
            "  - step: start\n    tool: {kind: http, url: '@OPEN@/ok'}\n    sink: " + sink + "\n");

    assertThat(ended.toString()).contains("sink.failed", "restricts");
    assertThat(echo.requests).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{name: k, kind: oauth2, endpoint: '@ECHO@/token', data: {}}",
        "{name: k, kind: secret_manager, provider: file, map: {a: one.sql}}",
        "{name: k, kind: secret_manager, provider: env, map: {a: PATH}}"
      })
  void norByItsKeychain(String entry) throws Exception {
    Map<String, Object> ended =
        run(
            "tenants/a/keychain",
            "keychain: [" + entry + "]\n",
            "  - step: start\n    tool: {kind: python, code: 'result = keychain'}\n");

    assertThat(ended.get("status")).as(ended.toString()).isEqualTo("REFUSED");
    assertThat(ended.toString()).doesNotContain(CANARY);
    assertThat(echo.requests).isEmpty();
  }

  @Test
  void whatItStartsIsRestrictedToo() throws Exception {
    run("trusted/reader", "{kind: python, script: {uri: one.py, source: {type: file}}}");
    run("trusted/between", "{kind: playbook, path: trusted/reader}");

    Map<String, Object> trusted =
        run("trusted/caller", "{kind: playbook, path: trusted/between, on_error: fail}");
    Map<String, Object> ended =
        run("tenants/a/caller", "{kind: playbook, path: trusted/between, on_error: fail}");

    assertThat(trusted.toString()).contains(CANARY);
    assertThat(ended.toString()).doesNotContain(CANARY);
  }

  @Test
  void whatIsRunAgainStaysRestrictedWhateverItsPath() throws Exception {
    run("trusted/again", "{kind: python, script: {uri: one.py, source: {type: file}}}");
    run("tenants/a/starts", "{kind: playbook, path: trusted/again, on_error: fail}");
    Long child =
        server
            .database()
            .jdbc()
            .sql(
                "SELECT execution_id FROM noetl.execution WHERE path = 'trusted/again' AND"
                    + " parent_execution_id IS NOT NULL")
            .query(Long.class)
            .single();

    for (Map<String, ?> how : List.<Map<String, ?>>of(Map.of(), Map.of("from_step", "start"))) {
      TestServer.Reply again = server.post("/api/executions/" + child + "/rerun", how);
      assertThat(again.status()).as(again.text()).isEqualTo(200);
      Map<String, Object> ended =
          SuiteChecks.await(server, String.valueOf(again.object().get("execution_id")));

      assertThat(ended.get("status")).as(ended.toString()).isEqualTo("FAILED");
      assertThat(ended.toString()).doesNotContain(CANARY);
    }
  }

  @Test
  void theListedHostIsOpenAndATrustedPlaybookGoesOn() throws Exception {
    assertThat(run("tenants/a/listed", "{kind: http, url: '@OPEN@/ok'}"))
        .containsEntry("status", "COMPLETED");
    assertThat(
            run("trusted/file", "{kind: python, script: {uri: one.py, source: {type: file}}}")
                .toString())
        .contains(CANARY);
    assertThat(run("trusted/pg", "{kind: postgres, auth: pg, command: 'SELECT 1'}"))
        .containsEntry("status", "COMPLETED");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tenants/a\u2028b",
        "tenants/\u2029a",
        "tenants/a\u0085b",
        "/tenants/a",
        "tenants//a",
        "x/../tenants/a",
        "tenants/./a",
        "\uff54enants/a",
        "tenants/a\u200b",
        "tenants/a\ttab",
        "tenants/{a}"
      })
  void nobodyRegistersWhatIsNoPath(String path) {
    String playbook =
        "apiVersion: noetl.io/v2\n"
            + "kind: Playbook\n"
            + "metadata: {name: p, path: \"%s\"}\n"
            + "workflow: [{step: start, tool: {kind: python, code: 'result = 1'}}]\n";
    String other = "kind: Note\nmetadata: {name: p, path: \"%s\"}\n";

    for (Map<String, Object> body :
        List.<Map<String, Object>>of(
            Map.of("content", playbook.formatted(path)),
            Map.of("content", other.formatted(path), "resource_type", "Note"))) {
      TestServer.Reply reply = server.post("/api/catalog/register", body);
      assertThat(reply.status()).as(reply.text()).isEqualTo(422);
      assertThat(reply.text()).contains("no catalog path");
    }
  }

  @Test
  void anOldRowWithSuchAPathIsNotStarted() throws Exception {
    run("trusted/old", "{kind: http, url: '@OPEN@/ok'}");
    int changed =
        server
            .database()
            .jdbc()
            .sql("UPDATE noetl.catalog SET path = ? WHERE path = ?")
            .params("tenants/\u2028old", "trusted/old")
            .update();
    assertThat(changed).isEqualTo(1);

    TestServer.Reply started =
        server.post("/api/execute", Map.of("path", "tenants/\u2028old", "payload", Map.of()));

    assertThat(started.status()).as(started.text()).isEqualTo(422);
    assertThat(started.text()).contains("tenants/\\\\u{2028}old");
  }
}
