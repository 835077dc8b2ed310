package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.store.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every reply that NoETL's own server gave, compared with ours by status, members and types. What
 * is meant to differ is listed here with its reason; everything else must be the same.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoldenContractTest {
  private static final String GOLDEN_CATALOG_ID = "766795449914098099";
  private static final String GOLDEN_EXECUTION_ID = "766795455358304692";

  /** Replies in the order in which they must be asked for. */
  private static final List<String> ASKED =
      List.of(
          "health",
          "register_again",
          "register_empty",
          "register_bad_yaml",
          "register_no_path",
          "catalog_list",
          "catalog_list_all",
          "catalog_resource_id",
          "catalog_resource_path",
          "catalog_resource_v1",
          "catalog_resource_latest",
          "catalog_resource_404",
          "execute",
          "execute_v2_alias",
          "execute_catalog_id",
          "execute_404",
          "execute_422",
          "run_playbook_catalog_id",
          "run_playbook_version",
          "run_playbook_404",
          "run_playbook_422",
          "run_badtype_422",
          "executions",
          "execution",
          "execution_404",
          "execution_bad_id",
          "execution_status",
          "execution_status_404",
          "credential_put",
          "credential_list",
          "credential_get",
          "credential_get_data",
          "credential_404",
          "postgres_execute_select",
          "postgres_execute_error",
          "postgres_execute_none",
          "postgres_execute_multi",
          "postgres_execute_params",
          "postgres_execute_schema",
          "postgres_execute_ddl",
          "postgres_execute_insert",
          "postgres_execute_rows",
          "postgres_execute_empty",
          "postgres_execute_base64",
          "postgres_execute_credential",
          "postgres_execute_credential_404",
          "credential_delete",
          "credential_delete_404",
          "keychain_set",
          "keychain_get",
          "keychain_404",
          "keychain_list",
          "keychain_delete",
          "vars_set",
          "vars_list",
          "vars_get",
          "vars_get_404",
          "vars_delete",
          "vars_delete_all",
          "context_render",
          "worker_pools",
          "worker_pool_register",
          "runtime_register",
          "worker_pool_register_bad_labels",
          "worker_pool_heartbeat",
          "worker_pool_heartbeat_unknown",
          "worker_pools_after",
          "worker_pool_deregister",
          "get_dashboard_stats",
          "get_dashboard_widgets",
          "get_status",
          "get_profiler_status",
          "get_brokers",
          "get_event_",
          "get_event_1",
          "get_nope");

  /** Where our status is another, and why. */
  private static final Map<String, Meant> MEANT =
      Map.ofEntries(
          Map.entry("register_bad_yaml", new Meant(422, "the document is wrong, not the server")),
          Map.entry("register_no_path", new Meant(422, "what can't run is refused at register")),
          Map.entry(
              "execute_404", new Meant(404, "what is not there is not an error of the server")),
          Map.entry("run_playbook_404", new Meant(404, "as execute_404")),
          Map.entry("keychain_list", new Meant(200, "today's NoETL lists a playbook's keychain")),
          Map.entry("execution_bad_id", new Meant(422, "JSON instead of plain text")),
          Map.entry(
              "postgres_execute_base64", new Meant(200, "query_base64 is declared, so it works")),
          Map.entry("postgres_execute_credential", new Meant(200, "credentials work here")),
          Map.entry(
              "postgres_execute_credential_404", new Meant(404, "the credential is not there")));

  /** Routes that only NoETL's Python workers call, or that always fail. */
  private static final Set<String> NOT_SERVED =
      Set.of(
          "aggregate_loop",
          "command",
          "command_404",
          "event_post",
          "event_post_422",
          "event_post_unknown_execution");

  private record Meant(int status, String why) {}

  private final Json json = new Json();
  private Path golden;
  private TestServer server;
  private String catalogId = "";
  private String executionId = "";

  @BeforeAll
  void start(@TempDir Path data) {
    golden = SharedFolder.folder("golden/api");
    server = TestServer.start(data);
    server.post(
        "/api/credentials",
        Map.of(
            "name",
            "pg_local",
            "type",
            "postgres",
            "data",
            Map.of(
                "db_host", "127.0.0.1",
                "db_port", String.valueOf(server.database().port()),
                "db_user", "postgres",
                "db_password", "postgres",
                "db_name", "postgres")));
    server.post("/api/postgres/execute", Map.of("query", "CREATE DATABASE demo_noetl"));
    // the golden register is of version 2
    register();
  }

  @AfterAll
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @TestFactory
  Stream<DynamicTest> repliesHaveTheSameShape() {
    return ASKED.stream().map(name -> DynamicTest.dynamicTest(name, () -> compare(name)));
  }

  @Test
  void everyGoldenReplyIsAskedForOrListedAsNotServed() throws IOException {
    try (Stream<Path> files = Files.list(golden)) {
      Set<String> known = new TreeSet<>(ASKED);
      known.addAll(NOT_SERVED);
      assertThat(known)
          .isEqualTo(
              files
                  .map(file -> file.getFileName().toString().replace(".json", ""))
                  .collect(Collectors.toCollection(TreeSet::new)));
    }
  }

  private void compare(String name) {
    Map<String, Object> file = golden(name);
    Map<?, ?> request = (Map<?, ?>) file.get("request");
    TestServer.Reply reply =
        server.call(
            String.valueOf(request.get("method")),
            ours(String.valueOf(request.get("path"))),
            request.get("body") == null ? null : ours(json.write(request.get("body"))));
    Meant meant = MEANT.get(name);
    assertThat(reply.status())
        .as("%s: %s", meant == null ? "status" : meant.why(), reply.text())
        .isEqualTo(meant == null ? ((Long) file.get("status")).intValue() : meant.status());
    if (meant == null) {
      assertThat(Shape.differences(file.get("response"), reply.value())).isEmpty();
    } else if (meant.status() >= 400) {
      assertThat(reply.object()).containsKeys("detail", "type", "title", "status", "code");
    }
    remember(name, reply);
  }

  private void remember(String name, TestServer.Reply reply) {
    if (name.equals("register_again")) {
      catalogId = String.valueOf(reply.object().get("catalog_id"));
    } else if (name.equals("execute")) {
      executionId = String.valueOf(reply.object().get("execution_id"));
    }
  }

  private void register() {
    Map<?, ?> request = (Map<?, ?>) golden("register_again").get("request");
    assertThat(server.post("/api/catalog/register", request.get("body")).status()).isEqualTo(200);
  }

  private String ours(String text) {
    return text.replace(GOLDEN_CATALOG_ID, catalogId).replace(GOLDEN_EXECUTION_ID, executionId);
  }

  private Map<String, @Nullable Object> golden(String name) {
    try {
      return json.readObject(Files.readString(golden.resolve(name + ".json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
