package io.noetl.camel.app;

import static io.noetl.camel.api.Role.ADMIN;
import static io.noetl.camel.api.Role.EDITOR;
import static io.noetl.camel.api.Role.OPERATOR;
import static io.noetl.camel.api.Role.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.api.Role;
import io.noetl.camel.store.JsonLike;
import io.noetl.camel.store.access.ApiKeyStore;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.rest.RestDefinition;
import org.apache.camel.model.rest.VerbDefinition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Every REST route, asked by each role and by nobody: who may and who may not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoleMatrixTest {

  /** The least role for a route, by its method and path; no role where it is open to all. */
  private static final List<Rule> RULES =
      List.of(
          new Rule("GET", "/health", null),
          new Rule("GET", "/api/health", null),
          new Rule("GET", "/api/openapi.json", null),
          new Rule("GET", "/api/docs", null),
          new Rule("GET", "/api/docs/init.js", null),
          new Rule("GET", "/schema/playbook.json", null),
          new Rule("GET", "/schema/subscription.json", null),
          new Rule("GET", "/metrics", VIEWER),
          new Rule("POST", "/api/catalog/register", EDITOR),
          new Rule("POST", "/api/catalog/register/batch", EDITOR),
          new Rule("POST", "/api/catalog/list", VIEWER),
          new Rule("POST", "/api/catalog/resource", VIEWER),
          new Rule("GET", "/api/catalog/list", VIEWER),
          new Rule("GET", "/api/catalog/list/{kind}", VIEWER),
          new Rule("GET", "/api/catalog/get/{*path}", VIEWER),
          new Rule("GET", "/api/catalog/playbook/content", VIEWER),
          new Rule("PUT", "/api/catalog/playbook/content", EDITOR),
          new Rule("PUT", "/api/catalog/playbook", EDITOR),
          new Rule("POST", "/api/catalog/playbooks/validate", VIEWER),
          new Rule("GET", "/api/catalog/playbooks/search", VIEWER),
          new Rule("DELETE", "/api/catalog/playbooks/{id}", EDITOR),
          new Rule("POST", "/api/catalog/delete", EDITOR),
          new Rule("POST", "/api/catalog/restore", EDITOR),
          new Rule("GET", "/api/catalog/{*path}", VIEWER),
          new Rule("GET", "/api/result/resolve", VIEWER),
          new Rule("POST", "/api/catalog/agents/list", VIEWER),
          new Rule("POST", "/api/credentials", EDITOR),
          new Rule("GET", "/api/credentials", VIEWER),
          new Rule("GET", "/api/credentials/{name}", VIEWER),
          new Rule("DELETE", "/api/credentials/{name}", EDITOR),
          new Rule("POST", "/api/execute", OPERATOR),
          new Rule("POST", "/api/execute/batch", OPERATOR),
          new Rule("POST", "/api/v2/execute", OPERATOR),
          new Rule("POST", "/api/execution/execute", OPERATOR),
          new Rule("POST", "/api/playbooks/execute", OPERATOR),
          new Rule("POST", "/api/run/{type}", OPERATOR),
          new Rule("GET", "/api/executions", VIEWER),
          new Rule("GET", "/api/executions/{id}", VIEWER),
          new Rule("GET", "/api/executions/{id}/status", VIEWER),
          new Rule("GET", "/api/executions/{id}/cancellation-check", VIEWER),
          new Rule("GET", "/api/executions/{id}/events", VIEWER),
          new Rule("GET", "/api/executions/{id}/logs", VIEWER),
          new Rule("GET", "/api/execute/status/{id}", VIEWER),
          new Rule("GET", "/api/execution/{id}/status", VIEWER),
          new Rule("GET", "/api/execution/{id}/events", VIEWER),
          new Rule("GET", "/api/playbooks/executions/{id}/status", VIEWER),
          new Rule("GET", "/api/events", VIEWER),
          new Rule("POST", "/api/executions/{id}/cancel", OPERATOR),
          new Rule("POST", "/api/executions/{id}/stop", OPERATOR),
          new Rule("POST", "/api/executions/cleanup", OPERATOR),
          new Rule("POST", "/api/executions/{id}/rerun", OPERATOR),
          new Rule("GET", "/api/executions/{id}/state", VIEWER),
          new Rule("POST", "/api/executions/{id}/pause", OPERATOR),
          new Rule("POST", "/api/executions/{id}/resume", OPERATOR),
          new Rule("GET", "/api/executions/search", VIEWER),
          new Rule("GET", "/api/executions/counts", VIEWER),
          new Rule("GET", "/api/executions/changes", VIEWER),
          new Rule("POST", "/api/executions/bulk", OPERATOR),
          new Rule("GET", "/api/executions/{id}/overview", VIEWER),
          new Rule("GET", "/api/executions/{id}/steps", VIEWER),
          new Rule("GET", "/api/executions/{id}/steps/{step}/items", VIEWER),
          new Rule("GET", "/api/executions/{id}/steps/{step}/calls", VIEWER),
          new Rule("GET", "/api/executions/{id}/value", VIEWER),
          new Rule("GET", "/api/catalog/graph", VIEWER),
          new Rule("GET", "/api/catalog/playbooks", VIEWER),
          new Rule("GET", "/api/catalog/versions", VIEWER),
          new Rule("GET", "/api/whoami", VIEWER),
          new Rule("GET", "/api/doctor", OPERATOR),
          new Rule("GET", "/api/replicas", VIEWER),
          new Rule("GET", "/api/login", null),
          new Rule("GET", "/api/users", ADMIN),
          new Rule("POST", "/api/users", ADMIN),
          new Rule("DELETE", "/api/users/{name}", ADMIN),
          new Rule("GET", "/api/quotas", VIEWER),
          new Rule("GET", "/api/quotas/{*label}", VIEWER),
          new Rule("PUT", "/api/quotas/{*label}", ADMIN),
          new Rule("DELETE", "/api/quotas/{*label}", ADMIN),
          new Rule("GET", "/api/schedules", VIEWER),
          new Rule("PUT", "/api/schedules/{id}", EDITOR),
          new Rule("GET", "/api/schedules/{id}/next", VIEWER),
          new Rule("POST", "/api/schedules", EDITOR),
          new Rule("GET", "/api/schedules/{id}", VIEWER),
          new Rule("DELETE", "/api/schedules/{id}", EDITOR),
          new Rule("POST", "/api/schedules/{id}/pause", OPERATOR),
          new Rule("POST", "/api/schedules/{id}/resume", OPERATOR),
          new Rule("POST", "/api/schedules/{id}/run", OPERATOR),
          new Rule("POST", "/api/schedules/{id}/backfill", OPERATOR),
          new Rule("POST", "/api/postgres/execute", VIEWER),
          new Rule("POST", "/api/postgres/execute/legacy", VIEWER),
          new Rule("GET", "/api/keychain/catalog/{catalog_id}", VIEWER),
          new Rule("POST", "/api/keychain/{catalog_id}/{name}", EDITOR),
          new Rule("GET", "/api/keychain/{catalog_id}/{name}", ADMIN),
          new Rule("DELETE", "/api/keychain/{catalog_id}/{name}", EDITOR),
          new Rule("GET", "/api/vars/{execution_id}", VIEWER),
          new Rule("POST", "/api/vars/{execution_id}", OPERATOR),
          new Rule("DELETE", "/api/vars/{execution_id}", OPERATOR),
          new Rule("GET", "/api/vars/{execution_id}/{name}", VIEWER),
          new Rule("DELETE", "/api/vars/{execution_id}/{name}", OPERATOR),
          new Rule("POST", "/api/context/render", OPERATOR),
          new Rule("POST", "/api/worker/pool/register", OPERATOR),
          new Rule("POST", "/api/worker/pool/deregister", OPERATOR),
          new Rule("DELETE", "/api/worker/pool/deregister", OPERATOR),
          new Rule("POST", "/api/worker/pool/heartbeat", OPERATOR),
          new Rule("GET", "/api/worker/pools", VIEWER),
          new Rule("POST", "/api/runtime/register", OPERATOR),
          new Rule("DELETE", "/api/runtime/deregister", OPERATOR),
          new Rule("GET", "/api/brokers", VIEWER),
          new Rule("GET", "/api/dashboard/stats", VIEWER),
          new Rule("GET", "/api/dashboard/widgets", VIEWER),
          new Rule("GET", "/api/status", VIEWER),
          new Rule("GET", "/api/profiler/status", VIEWER),
          new Rule("POST", "/api/db/init", ADMIN),
          new Rule("GET", "/api/db/validate", VIEWER),
          new Rule("GET", "/api/waits", VIEWER),
          new Rule("GET", "/api/approvals", VIEWER),
          new Rule("GET", "/api/approvals/{id}", VIEWER),
          new Rule("POST", "/api/approvals/{id}/decide", VIEWER),
          new Rule("POST", "/api/approvals/{id}/token", VIEWER),
          new Rule("POST", "/api/approval-tokens", null),
          new Rule("POST", "/api/signals/{name}", OPERATOR),
          new Rule("GET", "/api/notices", VIEWER),
          new Rule("POST", "/api/notify/test", OPERATOR),
          new Rule("GET", "/api/subscriptions", VIEWER),
          new Rule("GET", "/api/subscriptions/{id}", VIEWER),
          new Rule("DELETE", "/api/subscriptions/{id}", EDITOR),
          new Rule("POST", "/api/subscriptions/{id}/{verb}", OPERATOR),
          new Rule("GET", "/api/subscriptions/{id}/letters", VIEWER),
          new Rule("POST", "/api/subscriptions/{id}/letters/{letter}/replay", OPERATOR),
          new Rule("DELETE", "/api/subscriptions/{id}/letters/{letter}", OPERATOR),
          // which addresses there are is for those who may read; what they take, their documents
          // say
          new Rule("POST", "/api/hooks/{*path}", VIEWER),
          new Rule("POST", "/api/playbook-tests", EDITOR),
          new Rule("GET", "/api/playbook-tests/suites/{id}", VIEWER),
          new Rule("PUT", "/api/playbook-tests/suites/{id}", EDITOR),
          new Rule("DELETE", "/api/playbook-tests/suites/{id}", EDITOR),
          new Rule("POST", "/api/keys", ADMIN),
          new Rule("POST", "/api/secrets/rotate", ADMIN),
          new Rule("GET", "/api/keys", ADMIN),
          new Rule("DELETE", "/api/keys/{key_id}", ADMIN),
          new Rule("GET", "/api/audit", ADMIN));

  private static final Map<String, String> CAMEL_HEADERS =
      Map.ofEntries(
          Map.entry("CamelHttpUri", "http://127.0.0.1:1/canary"),
          Map.entry("camelhttppath", "/canary"),
          Map.entry("CAMELHTTPMETHOD", "DELETE"),
          Map.entry("CamelHttpResponseCode", "299"),
          Map.entry("CAmelExecCommandExecutable", "/bin/canary"),
          Map.entry("CamelExecCommandArgs", "canary"),
          Map.entry("cAmelBeanMethodName", "canary"),
          Map.entry("CamelFileName", "canary"),
          Map.entry("CamelSqlQuery", "SELECT 'canary'"),
          Map.entry("CamelJmsDestinationName", "canary"),
          Map.entry("CamelRedelivered", "true"),
          Map.entry("org.apache.camel.MethodName", "canary"),
          Map.entry("org.restlet.canary", "canary"),
          Map.entry("breadcrumbId", "canary"),
          Map.entry("X-Canary", "canary"));

  private record Rule(String method, String path, @Nullable Role least) {
    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  private final Map<Role, String> keys = new EnumMap<>(Role.class);
  private TestServer server;

  @BeforeAll
  void start(@TempDir Path data) {
    server =
        TestServer.startWithFakeEngine(
            data, "--noetl.access.mode=locked", "--noetl.access.failures-per-minute=1000");
    for (Role role : Role.values()) {
      String name = role.name().toLowerCase(Locale.ROOT);
      keys.put(role, server.bean(ApiKeyStore.class).create(name, name, null).text());
    }
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @TestFactory
  Stream<DynamicTest> eachRoleMayDoWhatItsRuleSays() {
    return RULES.stream().map(rule -> DynamicTest.dynamicTest(rule.toString(), () -> check(rule)));
  }

  @Test
  void everyRouteHasARule() {
    Set<String> routes =
        server.bean(ModelCamelContext.class).getRestDefinitions().stream()
            .flatMap(rest -> rest.getVerbs().stream().map(verb -> route(rest, verb)))
            .filter(route -> !route.contains("/samples/"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(routes)
        .isEqualTo(
            RULES.stream().map(Rule::toString).collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void everyRouteIsDescribed() {
    Map<?, ?> paths = (Map<?, ?>) server.get("/api/openapi.json").object().get("paths");
    Set<String> described =
        paths.entrySet().stream()
            .flatMap(
                path ->
                    ((Map<?, ?>) path.getValue())
                        .keySet().stream()
                            .map(
                                verb ->
                                    verb.toString().toUpperCase(Locale.ROOT) + " " + path.getKey()))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(described)
        .isEqualTo(
            RULES.stream()
                .map(rule -> rule.toString().replace("{*", "{"))
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void whatIsServedIsTheDescriptionOfTheRepository() throws IOException {
    String file = Files.readString(Path.of("src/main/resources/openapi/noetl.yaml"));
    Object described =
        new Load(LoadSettings.builder().setSchema(new CoreSchema()).build()).loadFromString(file);
    assertThat(server.get("/api/openapi.json").value()).isEqualTo(JsonLike.of(described));
  }

  /** CVE-2025-27636 and its family: names that mean something to Camel, in any spelling. */
  @TestFactory
  Stream<DynamicTest> noHeaderOfAClientChangesWhatARouteDoes() {
    return RULES.stream()
        .map(rule -> DynamicTest.dynamicTest(rule.toString(), () -> checkHeaders(rule)));
  }

  private void checkHeaders(Rule rule) {
    String path = rule.path().replaceAll("\\{\\*?[a-z_]+}", "1");
    HttpRequest.Builder request =
        server
            .request(rule.method(), path, body(rule))
            .header("Authorization", "Bearer " + keys.get(ADMIN));
    CAMEL_HEADERS.forEach(request::header);
    TestServer.Reply with = server.send(request);
    TestServer.Reply without = as(ADMIN, rule.method(), path);

    assertThat(with.status()).isEqualTo(without.status()).isNotEqualTo(500);
    assertThat(with.headers().toString().toLowerCase(Locale.ROOT))
        .doesNotContain("camel")
        .doesNotContain("canary");
    assertThat(with.text()).doesNotContain("canary");
  }

  @Test
  void thePageOfTheDescriptionFindsItsFiles() {
    String page = server.get("/api/docs").text();
    for (String file : List.of("swagger-ui.css", "swagger-ui-bundle.js")) {
      String path = page.replaceAll("(?s).*\"(/webjars/swagger-ui/[0-9.]+/" + file + ")\".*", "$1");
      assertThat(server.get(path).status()).as(path).isEqualTo(200);
    }
  }

  @Test
  void theDataOfACredentialIsForAdministrators() {
    assertThat(as(EDITOR, "GET", "/api/credentials/x?include_data=true").status()).isEqualTo(403);
    assertThat(as(ADMIN, "GET", "/api/credentials/x?include_data=true").status()).isEqualTo(404);
  }

  @Test
  void whatNoRouteTakesIsNotToldToStrangers() {
    assertThat(server.get("/api/nope").status()).isEqualTo(401);
    assertThat(as(VIEWER, "GET", "/api/nope").status()).isEqualTo(404);
  }

  private void check(Rule rule) {
    String path = rule.path().replaceAll("\\{\\*?[a-z_]+}", "1");
    boolean open = rule.least() == null;
    assertThat(server.call(rule.method(), path, body(rule)).status() == 401)
        .as("nobody is sent away")
        .isEqualTo(!open);
    for (Role role : Role.values()) {
      int status = as(role, rule.method(), path).status();
      assertThat(status).as(role + " gets an answer").isNotIn(401, 500);
      assertThat(status == 403)
          .as(role + " is refused")
          .isEqualTo(!open && !role.includes(rule.least()));
    }
  }

  private TestServer.Reply as(Role role, String method, String path) {
    return server.send(
        server
            .request(method, path, method.startsWith("P") ? "{}" : null)
            .header("Authorization", "Bearer " + keys.get(role)));
  }

  private static @Nullable String body(Rule rule) {
    return rule.method().startsWith("P") ? "{}" : null;
  }

  private static String route(RestDefinition rest, VerbDefinition verb) {
    String path = (rest.getPath() + "/" + verb.getPath()).replaceAll("/+", "/");
    return verb.asVerb().toUpperCase(Locale.ROOT) + " " + path.replaceAll("(.)/$", "$1");
  }
}
