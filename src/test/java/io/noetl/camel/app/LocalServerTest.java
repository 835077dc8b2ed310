package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.store.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server as it starts on one's own machine: open to its programs, closed to its web pages. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ResourceLock(TestServer.WITH_HAWTIO)
@ResourceLock(TestServer.WITH_JMX)
class LocalServerTest {
  private static final String PLAYBOOK =
      "apiVersion: noetl.io/v2\n"
          + "kind: Playbook\n"
          + "metadata: {name: hello, path: t/hello}\n"
          + "workflow: []\n";

  private Path data;
  private TestServer server;

  @BeforeAll
  void start(@TempDir Path folder) {
    data = folder;
    server =
        TestServer.startWithFakeEngine(
            folder, TestServer.WITH_HAWTIO, "--noetl.api.max-body=64KB", TestServer.WITH_JMX);
    server.post("/api/catalog/register", Map.of("content", PLAYBOOK));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void programsNeedNoKey() {
    assertThat(server.get("/api/executions").status()).isEqualTo(200);
    assertThat(
            server
                .send(
                    server
                        .request("GET", "/api/executions", null)
                        .header("Authorization", "Bearer junk"))
                .status())
        .isEqualTo(200);
  }

  @Test
  void theConsoleAsksForItsLoginAndOnlyLooks() throws IOException {
    assertThat(server.get("/actuator/hawtio/").status()).isEqualTo(401);
    assertThat(server.get("/actuator/jolokia/").status()).isEqualTo(401);
    for (String page : List.of("index.html", "", "camel/routes?nid=x")) {
      assertThat(console("GET", "/actuator/hawtio/" + page, null).text())
          .contains("Hawtio", "<script defer src=\"/ui/hawtio.js\"></script></head>");
    }
    assertThat(console("GET", "/actuator/hawtio/img/hawtio-logo.svg", null).text())
        .contains("<svg")
        .doesNotContain("/ui/hawtio.js");
    TestServer.Reply browser =
        server.send(server.request("GET", "/actuator/hawtio/", null).header("Accept", "text/html"));
    assertThat(browser.status()).isEqualTo(302);
    assertThat(browser.headers().get("location").getFirst()).endsWith("/login");
    assertThat(server.get("/login").text()).contains("password");
    assertThat(login("wrong").headers().get("location").getFirst()).endsWith("/login?error");
    assertThat(login(Files.readString(data.resolve("console.password")).strip()).headers())
        .hasEntrySatisfying(
            "set-cookie",
            cookies ->
                assertThat(cookies.getFirst()).contains("HttpOnly").contains("SameSite=Strict"));
    String context = "org.apache.camel:context=noetl,type=context,name=\"noetl\"";

    assertThat(jolokia(Map.of("type", "read", "mbean", context, "attribute", "State")))
        .containsEntry("value", "Started");
    assertThat(exec(context, "dumpRoutesAsXml()").get("value").toString())
        .contains("catalog-register");
    for (String operation :
        List.of(
            "stop()",
            "suspend()",
            "sendStringBody(java.lang.String,java.lang.String)",
            "setTracing(boolean)")) {
      assertThat(exec(context, operation)).as(operation).containsEntry("status", 403L);
    }
    assertThat(
            jolokia(
                Map.of("type", "write", "mbean", context, "attribute", "Tracing", "value", true)))
        .containsEntry("status", 403L);
    assertThat(
            jolokia(
                Map.of(
                    "type",
                    "read",
                    "mbean",
                    "java.lang:type=Runtime",
                    "attribute",
                    "SystemProperties")))
        .containsEntry("status", 403L);
    assertThat(
            jolokia(
                Map.of(
                    "type",
                    "exec",
                    "mbean",
                    "com.sun.management:type=DiagnosticCommand",
                    "operation",
                    "vmSystemProperties")))
        .containsEntry("status", 403L);
    assertThat(server.bean(CamelContext.class).getStatus().isStarted()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost:3000", "http://127.0.0.1:8080", "http://[::1]:5173"})
  void pagesOfThisMachineMayCall(String origin) {
    TestServer.Reply simple =
        server.send(server.request("GET", "/api/executions", null).header("Origin", origin));
    TestServer.Reply preflight =
        server.send(
            server
                .request("OPTIONS", "/api/executions", null)
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "DELETE")
                .header("Access-Control-Request-Headers", "content-type,x-any"));

    assertThat(simple.headers()).containsEntry("access-control-allow-origin", List.of(origin));
    assertThat(preflight.status()).isEqualTo(200);
    assertThat(preflight.headers()).containsEntry("access-control-max-age", List.of("600"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "null",
        "http://localhost.evil.example",
        "http://127.0.0.1.nip.io",
        "not an origin"
      })
  void pagesOfOtherSitesMayNot(String origin) {
    assertThat(
            server
                .send(server.request("POST", "/api/execute", "{}").header("Origin", origin))
                .status())
        .isEqualTo(403);
    assertThat(
            server
                .send(server.request("GET", "/api/credentials", null).header("Origin", origin))
                .status())
        .isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({
    "localhost,200",
    "127.0.0.1:1,200",
    "evil.example,403",
    "evil.example:8082,403",
    "169.254.169.254,403"
  })
  void aNameOfAnotherSiteThatLeadsHereIsRefused(String host, int status) throws IOException {
    assertThat(
            raw("GET /api/executions HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 " + status);
  }

  @Test
  void aFormIsNoRequestOfOurs() {
    HttpRequest.Builder form =
        HttpRequest.newBuilder(server.request("POST", "/api/execute", null).build().uri())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("{\"path\":\"t/hello\"}"));
    TestServer.Reply reply = server.send(form);

    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.text()).contains("application/json");
  }

  /** CVE-2025-27636 and its family: headers and parameters that mean something to Camel. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "CamelBeanMethodName",
        "cAmelBeanMethodName",
        "CamelHttpUri",
        "CAMELBEANMETHODNAME",
        "org.apache.camel.X",
        "CamelExecCommandExecutable",
        "CamelHttpResponseCode",
        "CamelHttpPath",
        "id",
        "bodySize",
        "breadcrumbId"
      })
  void headersAndParametersReachNoComponentAndDoNotComeBack(String name) {
    TestServer.Reply reply =
        server.send(
            server
                .request("GET", "/api/catalog/get/t/hello?" + name + "=delete", null)
                .header(name, "delete")
                .header("X-Canary", "zebra"));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.object()).containsEntry("path", "t/hello");
    assertThat(reply.headers().toString()).doesNotContain("zebra").doesNotContain("delete");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "\"text\"", "nul", "{\"a\":1}}", "{'a': 1}", "\u0000"})
  void whatIsNoJsonObjectIsToldInJson(String body) {
    TestServer.Reply reply = server.post("/api/execute", body);

    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.object()).containsKeys("detail", "type", "title", "status", "code");
  }

  @Test
  void aParameterThatIsGivenTwiceIsRefused() {
    assertThat(server.get("/api/executions?page=1&page=2").object().get("detail").toString())
        .contains("'page' is given 2 times");
  }

  @Test
  void aBombOfYamlIsRefusedAtOnce() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
    for (int i = 1; i < 12; i++) {
      bomb.append("a%d: &a%d [".formatted(i, i))
          .append(("*a" + (i - 1) + ",").repeat(10))
          .append("]\n");
    }
    List<String> bombs =
        List.of(
            bomb.toString(),
            "a: ".repeat(1) + "[".repeat(5_000) + "]".repeat(5_000),
            "a: &a [*a]\n",
            "a: !!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[!!java.net.URL"
                + " ['http://127.0.0.1:1/']]]]\n",
            "k: &k {k: 1}\n<<: *k\n<<: [*k, *k]\n".repeat(500));
    for (String text : bombs) {
      TestServer.Reply reply = server.post("/api/catalog/register", Map.of("content", text));
      assertThat(reply.status()).as(reply.text()).isEqualTo(422);
      assertThat(server.post("/api/catalog/playbooks/validate", Map.of("content", text)).status())
          .isEqualTo(200);
    }
  }

  @Test
  void bodiesAreBoundedInSizeAndDepth() {
    TestServer.Reply large = server.post("/api/execute", Map.of("path", "x".repeat(70_000)));
    TestServer.Reply deep =
        server.post(
            "/api/execute", "{\"payload\":" + "[".repeat(30_000) + "]".repeat(30_000) + "}");

    assertThat(large.status()).as(large.text()).isEqualTo(413);
    assertThat(deep.status()).isEqualTo(422);
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/api/nope,404",
    "GET,/nope,404",
    "PATCH,/api/execute,405",
    "QUERY,/api/execute,405",
    "PUT,/api/execute,405",
    "GET,/api/execute,405"
  })
  void whatNoRouteTakesIsToldInJson(String method, String path, int status) {
    TestServer.Reply reply = server.call(method, path, null);

    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.object()).containsKeys("detail", "type", "title", "status", "code");
    assertThat(reply.headers().containsKey("allow")).isEqualTo(status == 405);
  }

  @Test
  void aBrokenPlaybookIsRefusedWithItsProblems() {
    TestServer.Reply reply =
        server.post("/api/catalog/register", Map.of("content", "kind: Playbook\n"));

    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.object().get("detail").toString()).contains("PB0001").contains(":1:1:");
    assertThat(((Map<?, ?>) ((List<?>) reply.object().get("problems")).getFirst()).get("cure"))
        .isNotNull();
  }

  @Test
  void aCredentialFileThatIsRegisteredIsStoredAsACredential() {
    String file =
        new Json()
            .write(
                Map.of(
                    "name",
                    "filed",
                    "type",
                    "postgres",
                    "data",
                    Map.of("db_password", "pw-of-filed")));
    TestServer.Reply reply =
        server.post(
            "/api/catalog/register",
            Map.of(
                "content",
                Base64.getEncoder().encodeToString(file.getBytes(StandardCharsets.UTF_8))));

    assertThat(reply.object()).containsEntry("kind", "Credential").containsEntry("path", "filed");
    assertThat(server.get("/api/credentials/filed").object())
        .containsEntry("data", null)
        .containsEntry("type", "postgres");
    assertThat(server.get("/api/catalog/list").text()).doesNotContain("pw-of-filed");
  }

  @Test
  void aBatchRegistersWhatItCan() {
    TestServer.Reply reply =
        server.post(
            "/api/catalog/register/batch",
            Map.of(
                "items",
                List.of(Map.of("content", PLAYBOOK), Map.of("content", "a: ["), Map.of())));

    assertThat(reply.object())
        .containsEntry("status", "partial")
        .containsEntry("registered", 1L)
        .containsEntry("failed", 2L);
  }

  @Test
  void theEditorReadsChecksSavesFindsAndDeletes() {
    String text = PLAYBOOK.replace("t/hello", "t/edited");
    assertThat(
            server
                .call(
                    "PUT", "/api/catalog/playbook/content?playbook_id=new", Map.of("content", text))
                .object())
        .containsEntry("path", "t/edited");
    assertThat(server.get("/api/catalog/playbook/content?playbook_id=t/edited").object())
        .containsEntry("content", text)
        .containsEntry("version", 1L);
    assertThat(server.get("/api/catalog/playbooks/search?q=EDIT").text()).contains("t/edited");
    assertThat(
            server
                .post("/api/catalog/playbooks/validate", Map.of("content", "kind: Playbook\n"))
                .object())
        .containsEntry("valid", false);
    assertThat(server.post("/api/catalog/playbooks/validate", Map.of("content", text)).object())
        .containsEntry("valid", true);
    assertThat(server.call("DELETE", "/api/catalog/playbooks/t%2Fedited", null).status())
        .isIn(200, 400);
    start(Map.of("path", "t/hello"));
    Object ran = server.get("/api/catalog/playbook/content?playbook_id=t/hello").object().get("id");
    assertThat(server.call("DELETE", "/api/catalog/playbooks/" + ran, null).object())
        .containsEntry("count", 1L);
    assertThat(server.post("/api/catalog/restore", Map.of("path", "t/hello")).object())
        .containsEntry("count", 1L);
  }

  @Test
  void anExecutionTakesItsInputUnderEachNameAndIsSeenInTheSameWayEverywhere() {
    for (String name : List.of("payload", "workload", "args", "parameters", "input_payload")) {
      String id = start(Map.of("path", "t/hello", name, Map.of("n", name)));
      Map<String, Object> status = server.get("/api/executions/" + id + "/status").object();
      Map<String, Object> detail = server.get("/api/executions/" + id).object();

      assertThat(((Map<?, ?>) status.get("variables")).get("n")).isEqualTo(name);
      assertThat(status)
          .containsEntry("completed", true)
          .containsEntry("failed", false)
          .containsEntry("status", "COMPLETED");
      assertThat(detail)
          .containsEntry("completed", true)
          .containsEntry("failed", false)
          .containsEntry("status", "COMPLETED");
    }
    assertThat(server.get("/api/executions?path=t/hello&page_size=2").text())
        .contains("\"playbook_path\":\"t/hello\"");
    assertThat((List<?>) server.get("/api/executions?path=t/hello&page_size=2&page=1").value())
        .hasSize(2);
    assertThat((List<?>) server.get("/api/executions?status=failed").value()).isEmpty();
    assertThat(server.get("/api/executions?status=nope").status()).isEqualTo(422);
  }

  @Test
  void whatRunsIsCancelledRerunAndCleanedUp() {
    String id = start(Map.of("path", "t/hello", "payload", Map.of("hang", true, "n", 1)));
    assertThat(server.get("/api/executions/" + id + "/status").object())
        .containsEntry("completed", false);

    Map<String, Object> dry =
        server
            .post("/api/executions/cleanup", Map.of("older_than_minutes", 0, "dry_run", true))
            .object();
    assertThat(String.valueOf(dry.get("execution_ids"))).contains(id);
    assertThat(server.post("/api/executions/" + id + "/cancel", Map.of("reason", "test")).object())
        .containsEntry("status", "cancelled")
        .containsEntry("cancelled_executions", List.of(id));
    assertThat(server.post("/api/executions/" + id + "/stop", null).object())
        .containsEntry("status", "already_completed");
    assertThat(server.get("/api/executions/" + id).object())
        .containsEntry("status", "CANCELLED")
        .containsEntry("failed", true)
        .containsEntry("error", "test");
    assertThat(server.post("/api/executions/1/cancel", null).status()).isEqualTo(404);

    Map<String, Object> again =
        server
            .post("/api/executions/" + id + "/rerun", Map.of("workload", Map.of("n", 2)))
            .object();
    assertThat(again).containsEntry("status", "started").containsEntry("rerun_of", id);
    server.post("/api/executions/" + again.get("execution_id") + "/cancel", null);
  }

  @Test
  void whatIsChangedIsNotedInTheAuditLogAndWhatIsReadIsNot() {
    server.post(
        "/api/credentials", Map.of("name", "audited", "data", Map.of("token", "tok-of-audited")));
    server.get("/api/credentials/audited?include_data=true");
    server.get("/api/credentials/audited");
    server.get("/api/credentials/audited?include_data=perhaps");
    server.post("/api/catalog/list", Map.of());
    String audit = server.get("/api/audit").text();

    assertThat(audit)
        .contains("\"action\":\"credential-save\",\"target\":\"audited\",\"status\":200")
        .contains("\"action\":\"credential-get\",\"target\":\"audited\"")
        .doesNotContain("catalog-list")
        .doesNotContain("tok-of-audited");
  }

  private String start(Map<String, ?> body) {
    return String.valueOf(server.post("/api/execute", body).object().get("execution_id"));
  }

  private Map<String, Object> exec(String mbean, String operation) throws IOException {
    return jolokia(
        Map.of(
            "type",
            "exec",
            "mbean",
            mbean,
            "operation",
            operation,
            "arguments",
            List.of("a", "b")
                .subList(0, operation.endsWith("()") ? 0 : operation.split(",", -1).length)));
  }

  private Map<String, Object> jolokia(Map<String, ?> request) throws IOException {
    return console("POST", "/actuator/jolokia/", new Json().write(request)).object();
  }

  private TestServer.Reply console(String method, String path, String body) throws IOException {
    String login = "admin:" + Files.readString(data.resolve("console.password")).strip();
    String basic = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    return server.send(
        server.request(method, path, body).header("Authorization", "Basic " + basic));
  }

  private TestServer.Reply login(String password) {
    return server.send(
        server
            .request("GET", "/login", null)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("username=admin&password=" + password)));
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.UTF_8));
      out.flush();
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
