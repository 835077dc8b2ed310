package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.noetl.camel.store.Json;
import io.noetl.camel.testing.EchoServer;
import io.noetl.camel.testing.TestPostgres;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.model.ModelCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/**
 * Fifty secrets of all kinds are stored, used, printed, returned, thrown and passed on by a
 * playbook. None of them is found again: not in a dump of the whole database, in the server's log,
 * in a reply to any GET, or in what the console reads.
 */
@Isolated("it reads the log of the whole JVM, and the console reads the one JMX name")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CanaryTest {
  private static final String PLAYBOOK =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: canaries, path: t/canaries}
      keychain:
      @KEYCHAIN@
      workload: {given: []}
      workflow:
        - step: start
          tool:
            kind: python
            args: {all: "@ALL@", given: "{{ workload.given }}", pin: "{{ keychain.k0.pin }}"}
            code: |
              import base64, html, json, urllib.parse
              shown = {}
              for i, secret in enumerate(all + given):
                  print("plain", secret)
                  print("base64", base64.b64encode(secret.encode()).decode())
                  print("basic", base64.b64encode(("user:" + secret).encode()).decode())
                  print("json", json.dumps({"s": secret}), json.dumps(json.dumps(secret)))
                  print("repr", repr(secret), ascii(secret), repr(secret.encode()), [secret])
                  print("html", html.escape(secret), secret.encode().hex())
                  print("form", urllib.parse.urlencode({"s": secret}), urllib.parse.quote(secret.encode("latin-1")))
                  print("url", urllib.parse.quote(secret, safe=""), urllib.parse.quote_plus(secret))
                  shown[str(i)] = [secret, base64.b64encode(secret.encode()).decode(), urllib.parse.quote(secret, safe="")]
              print("pin", pin, [pin], json.dumps({"pin": pin}))
              result = {"count": len(all), "shown": shown, "json": json.dumps(all), "pin": pin, "pins": [pin, float(pin)], "own": "x-pw-in-" + "the-url"}
          next: [{step: file}]
        - step: file
          tool: {kind: secrets, provider: file, name: canary}
          next: [{step: each}]
        - step: each
          loop: {in: "{{ start.shown['0'] }}", iterator: item}
          tool: {kind: python, args: {item: "{{ item }}"}, code: "result = {'item': item, 'url': 'http://h/?t=' + item}"}
          next: [{step: ask}]
        - step: ask
          tool: {kind: http, method: GET, endpoint: "@ECHO@/echo?token={{ keychain.k0.token | urlencode }}", auth: c1}
          next: [{step: sql}]
        - step: sql
          tool: {kind: postgres, auth: c0, query: "SELECT $canary${{ keychain.k0.token }}$canary$ AS shown, nothing FROM nowhere"}
          case:
            - when: "{{ event.name == 'call.error' }}"
              then: {next: [{step: duck}]}
        - step: duck
          tool: {kind: duckdb, query: "SELECT '{{ keychain.k0.token | replace(\\"'\\", \\"''\\") }}' AS shown, no_such_column"}
          case:
            - when: "{{ event.name == 'call.error' }}"
              then: {next: [{step: child}]}
        - step: child
          tool: {kind: playbook, path: t/canary_child, args: {secret: "{{ keychain.k0.token }}", many: "@ALL@"}}
          next: [{step: fails}]
        - step: fails
          tool:
            kind: python
            args: {all: "@ALL@"}
            code: |
              raise ValueError("not with " + " ".join(all))
      """;

  private static final String CHILD =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: canary_child, path: t/canary_child}
      workflow:
        - step: start
          tool: {kind: python, args: {s: "{{ workload.secret }}"}, code: "result = {'seen': s, 'length': len(s)}"}
      """;

  private final Map<String, String> canaries = new TreeMap<>();
  private final Queue<String> log = new ConcurrentLinkedQueue<>();
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          String thrown =
              event.getThrowableProxy() == null
                  ? ""
                  : ThrowableProxyUtil.asString(event.getThrowableProxy());
          log.add(event.getFormattedMessage() + thrown);
        }
      };

  private Path data;
  private TestServer server;
  private EchoServer echo;
  private String execution = "";

  @BeforeAll
  void plantAndUse(@TempDir Path folder) throws Exception {
    data = folder;
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    appender.setContext(root.getLoggerContext());
    appender.start();
    echo = new EchoServer();
    Files.writeString(
        Files.createDirectory(folder.resolve("secrets")).resolve("canary"),
        "canary-of-a-file-0815");
    canaries.put("file", "canary-of-a-file-0815");
    canaries.put("pin", "4711081547");
    canaries.put("url", "x-pw-in-the-url");
    server =
        TestServer.start(
            folder,
            TestServer.WITH_HAWTIO,
            "--noetl.tools.secret-folder=" + folder.resolve("secrets"),
            TestServer.WITH_JMX);
    // only now: the start sets logging up anew
    root.addAppender(appender);
    plant();
    register(CHILD);
    register(playbook());
    execution =
        String.valueOf(
            server
                .post(
                    "/api/execute",
                    Map.of(
                        "path",
                        "t/canaries",
                        "payload",
                        Map.of("given", List.of(canaries.get("c44"), canaries.get("c45")))))
                .object()
                .get("execution_id"));
    Map<String, Object> ended = SuiteChecks.await(server, execution);
    assertThat(ended).containsEntry("status", "FAILED");
    assertThat(String.valueOf(ended.get("error"))).contains("not with ***");
    server.post("/api/vars/" + execution, Map.of("variables", Map.of("kept", canaries.get("c46"))));
  }

  @AfterAll
  void stop() {
    ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).detachAppender(appender);
    server.close();
    echo.close();
  }

  @Test
  void thePlaybookUsedTheSecretsThemselves() {
    assertThat(String.join(" ", echo.requests)).contains("token=C%C3%A4nary/20%2B%22");
    assertThat(server.get("/api/executions").text()).contains("t/canary_child");
    String events = server.get("/api/executions/" + execution + "/events?page_size=1000").text();
    assertThat(events).contains("***").contains("\"length\":" + canaries.get("c20").length());
  }

  @Test
  void noneIsInADumpOfTheDatabase() {
    List<String> tables =
        server
            .database()
            .jdbc()
            .sql(
                "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables"
                    + " WHERE schemaname NOT IN ('pg_catalog', 'information_schema')")
            .query(String.class)
            .list();
    assertThat(tables).contains("noetl.execution", "noetl.event_record", "noetl.step_log");
    for (String table : tables) {
      assertNone(
          table,
          String.join(
              "\n",
              server
                  .database()
                  .jdbc()
                  .sql("SELECT row_to_json(t)::text FROM " + table + " t")
                  .query(String.class)
                  .list()));
    }
  }

  @Test
  void noneIsInTheLog() {
    LoggerFactory.getLogger("io.noetl.camel.canary").warn("it is read");
    assertThat(String.join("\n", log)).contains("it is read");
    assertNone("log", String.join("\n", log));
  }

  @Test
  void noneIsInAReplyToAGet() {
    List<String> paths =
        server.bean(ModelCamelContext.class).getRestDefinitions().stream()
            .flatMap(
                rest ->
                    rest.getVerbs().stream()
                        .filter(verb -> verb.asVerb().equals("get"))
                        .map(verb -> (rest.getPath() + "/" + verb.getPath()).replaceAll("/+", "/")))
            .filter(path -> !path.startsWith("/samples"))
            .toList();
    assertThat(paths).hasSizeGreaterThan(30);
    for (String path : paths) {
      for (String filled : filled(path)) {
        assertNone(filled, server.get(filled).text());
      }
    }
    assertNone(
        "logs, followed", server.get("/api/executions/" + execution + "/logs?follow=true").text());
    assertNone("credential", server.get("/api/credentials/c3?include_data=false").text());
    assertNone(
        "console",
        server
            .post("/api/postgres/execute", Map.of("query", "SELECT e::text FROM noetl.event e"))
            .text());
  }

  @Test
  void noneIsInWhatTheConsoleReads() throws IOException {
    assertNone(
        "console",
        jolokia(Map.of("type", "read", "mbean", "org.apache.camel:*"))
            + jolokia(
                Map.of("type", "read", "mbean", "java.lang:type=Runtime", "attribute", "Name"))
            + jolokia(
                Map.of(
                    "type",
                    "exec",
                    "mbean",
                    "org.apache.camel:context=noetl,type=context,name=\"noetl\"",
                    "operation",
                    "dumpRoutesAsXml()")));
  }

  /** Credentials as users store them, and keychain entries as clients do. */
  private void plant() {
    for (int i = 0; i < 50; i++) {
      canaries.put(
          "c" + i,
          i % 2 == 1
              ? "Canary%02dx%s".formatted(i, Integer.toHexString(i * 7919 + 0xabcdef))
              : "Cänary/%02d+\"%s' x".formatted(i, Integer.toHexString(i * 7919 + 0xabcdef)));
    }
    Map<String, Object> postgres = new LinkedHashMap<>(TestPostgres.shared().credential());
    postgres.put("db_password", "postgres");
    postgres.put("note", canaries.get("c0"));
    credential("c0", "postgres", postgres);
    credential(
        "c1",
        "bearer",
        Map.of("token", "bearer-" + canaries.get("c1").substring(8, 12) + "-0123456789"));
    canaries.put("c1", "bearer-" + canaries.get("c1").substring(8, 12) + "-0123456789");
    List<String> kinds =
        List.of(
            "basic:password",
            "api_key:value",
            "gcs_hmac:secret_key",
            "s3:secret_key",
            "snowflake:sf_password",
            "snowflake:sf_private_key",
            "oauth2_client_credentials:client_secret",
            "google_oauth:refresh_token",
            "google_service_account:private_key",
            "httpBearerAuth:token",
            "header:X-Secret",
            "generic:whatever",
            "interactive_brokers:consumer_key",
            "hmac:key_id");
    for (int i = 2; i < 40; i++) {
      String[] kind = kinds.get(i % kinds.size()).split(":", 2);
      credential(
          "c" + i,
          kind[0],
          Map.of(
              kind[1],
              canaries.get("c" + i),
              "nested",
              Map.of("deep", List.of(canaries.get("c" + i))),
              "pin",
              4711081547L,
              "url",
              "https://ann:x-pw-in-the-url@h.example/"));
    }
    String catalog = register(CHILD);
    for (int i = 40; i < 50; i++) {
      assertThat(
              server
                  .post(
                      "/api/keychain/" + catalog + "/c" + i,
                      Map.of(
                          "token_data",
                          Map.of("access_token", canaries.get("c" + i)),
                          "credential_type",
                          "oauth2"))
                  .status())
          .isEqualTo(200);
    }
  }

  private void credential(String name, String type, Map<String, ?> data) {
    assertThat(
            server
                .post("/api/credentials", Map.of("name", name, "type", type, "data", data))
                .status())
        .isEqualTo(200);
  }

  /** Its keychain has the secrets of the credentials c20 to c39. */
  private String playbook() {
    StringBuilder keychain = new StringBuilder();
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      keychain.append("  - {name: k%d, kind: credential, ref: c%d}\n".formatted(i, i + 20));
      all.add("keychain.k%d.nested.deep[0]".formatted(i));
    }
    return PLAYBOOK
        .replace("@KEYCHAIN@\n", keychain.toString().indent(0))
        .replace("@ALL@", "{{ [" + String.join(", ", all) + "] }}")
        .replace("keychain.k0.token", "keychain.k0.nested.deep[0]")
        .replace("@ECHO@", echo.url(""));
  }

  private String register(String playbook) {
    TestServer.Reply reply = server.post("/api/catalog/register", Map.of("content", playbook));
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return String.valueOf(reply.object().get("catalog_id"));
  }

  private List<String> filled(String path) {
    return List.of(
        path.replaceAll("\\{(id|execution_id)}", execution)
            .replace("{catalog_id}/{name}", "0/none")
            .replace("{catalog_id}", "0")
            .replace("{kind}", "Playbook")
            .replace("{step}", "each")
            .replace("{*path}", "t/canaries")
            .replace("{*label}", "team=data")
            .replace("/credentials/{name}", "/credentials/c3")
            .replace("{name}", "kept")
            .replace("{type}", "playbook"),
        path.replaceAll("\\{\\*?[a-z_]+}", "1") + "?page_size=1000&execution_id=" + execution);
  }

  private String jolokia(Map<String, ?> request) throws IOException {
    String login = "admin:" + Files.readString(data.resolve("console.password")).strip();
    String basic = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    TestServer.Reply reply =
        server.send(
            server
                .request("POST", "/actuator/jolokia/", new Json().write(request))
                .header("Authorization", "Basic " + basic));
    assertThat(reply.text()).contains("\"status\":200");
    return reply.text();
  }

  private void assertNone(String where, String text) {
    canaries.forEach(
        (name, canary) -> {
          for (String form : forms(canary)) {
            int at = text.indexOf(form);
            assertThat(at)
                .as(
                    () ->
                        "%s has %s as %s: …%s…"
                            .formatted(
                                where,
                                name,
                                form,
                                text.substring(
                                    Math.max(0, at - 200), Math.min(text.length(), at + 200))))
                .isNegative();
          }
        });
  }

  /**
   * As it is, as JSON (once and twice, in ASCII too), URL, base64 and hexadecimal digits write it.
   */
  private static List<String> forms(String canary) {
    String json = new Json().write(canary);
    String inner = json.substring(1, json.length() - 1);
    String twice = new Json().write(inner);
    String url = URLEncoder.encode(canary, StandardCharsets.UTF_8);
    String base64 =
        Base64.getEncoder()
            .withoutPadding()
            .encodeToString(canary.getBytes(StandardCharsets.UTF_8));
    String user =
        Base64.getEncoder().encodeToString(("user:" + canary).getBytes(StandardCharsets.UTF_8));
    return List.of(
        canary,
        inner.replace("ä", "\\u00e4"),
        canary.replace("ä", "\\xe4"),
        HexFormat.of().formatHex(canary.getBytes(StandardCharsets.UTF_8)),
        inner,
        twice.substring(1, twice.length() - 1),
        url,
        url.replace("+", "%20"),
        url.replace("+", "%20").replace("%2F", "/"),
        base64.substring(0, base64.length() - 3),
        user.substring(8, Math.min(user.length() - 4, 24)));
  }
}
