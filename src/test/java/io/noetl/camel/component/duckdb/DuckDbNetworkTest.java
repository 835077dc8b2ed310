package io.noetl.camel.component.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.noetl.camel.execution.ToolError;
import io.noetl.camel.execution.net.OutboundGuard;
import io.noetl.camel.execution.net.OutboundProxy;
import io.noetl.camel.testing.S3Server;
import io.noetl.camel.testing.TestPostgres;
import io.noetl.camel.tool.credential.Credential;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SQL calls the servers that the outbound guard allows, and no others, however it names them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DuckDbNetworkTest {
  private static final DuckDbSettings SETTINGS = DuckDbSettings.defaults();

  private final OutboundGuard local = guard(true);
  private final OutboundGuard server = guard(false);
  private final OutboundProxy localProxy = new OutboundProxy(local, "a-password");
  private final OutboundProxy serverProxy = new OutboundProxy(server, "a-password");
  private HttpServer files;

  @BeforeAll
  void start() throws IOException {
    assertThat(Files.isDirectory(SETTINGS.extensionDirectory()))
        .as("tools/extensions/fetch.sh was run, as the build does")
        .isTrue();
    files = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] csv = "n\n42\n".getBytes(StandardCharsets.UTF_8);
    files.createContext(
        "/",
        exchange -> {
          try (exchange) {
            if (exchange.getRequestURI().getPath().equals("/moved.csv")) {
              exchange
                  .getResponseHeaders()
                  .set("Location", "http://169.254.169.254/latest/meta-data/");
              exchange.sendResponseHeaders(302, -1);
              return;
            }
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(csv.length));
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(200, head ? -1 : csv.length);
            if (!head) {
              exchange.getResponseBody().write(csv);
            }
          }
        });
    files.start();
  }

  @AfterAll
  void stop() {
    localProxy.close();
    serverProxy.close();
    if (files != null) {
      files.stop(0);
    }
  }

  @Test
  void whatIsAllowedIsReadAndWrittenThroughTheProxy() throws Exception {
    try (S3Server store = new S3Server("KEY");
        DuckDbCalls duckdb =
            calls(
                localProxy,
                local,
                new Credential(
                    "store",
                    "s3",
                    Map.of("key_id", "KEY", "secret_key", "s", "endpoint", store.endpoint())))) {
      assertThat(duckdb.result("FROM '" + url("n.csv") + "'"))
          .containsEntry("command_1", List.of(Map.of("n", 42L)));
      assertThat(
              duckdb.result(
                  Map.of(
                      "auth",
                      "store",
                      "commands",
                      "SET s3_region='x'; SET memory_limit='1GB';"
                          + " COPY (SELECT 7 AS n) TO 's3://b/n.parquet';"
                          + " FROM 's3://b/n.parquet'")))
          .containsEntry("command_4", List.of(Map.of("n", 7L)));
      assertThat(store.objects).containsOnlyKeys("/b/n.parquet");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM 'http://169.254.169.254/latest/meta-data.csv'",
        "FROM read_text('ht' || 'tp://169.254.169.254/latest/meta-data/')",
        "FROM read_text('https://169.254.169.254/latest/meta-data/')",
        "FROM 'URL/moved.csv'",
        "SET http_proxy=''",
        "RESET http_proxy",
        "SET httpfs_client_implementation='curl'",
        "SET lock_configuration=false",
        "CREATE SECRET s (TYPE http, HTTP_PROXY '')",
        "IMPORT DATABASE 'folder'",
        "ATTACH 'host=169.254.169.254 dbname=d' AS a (TYPE postgres)",
        "ATTACH /* so */ 'postgres://u:p@169.254.169.254:5432/d' AS a (TYPE postgres)",
        "ATTACH E'host=10.0.0.1' AS a (TYPE postgres)",
        "ATTACH $$host=10.0.0.1$$ AS a (TYPE postgres)",
        "FROM postgres_scan('host=1' || '69.254.169.254', 'public', 't')",
        "FROM postgres_scan /* ' */ ('host=169.254.169.254', 'public', 't')",
        "FROM \"postgres_scan\"('host=169.254.169.254', 'public', 't')",
        "CREATE SECRET p (TYPE postgres, HOST '169.254.169.254')",
        "CREATE SECRET p (TYPE postgres, \"HOST\" '169.254' || '.169.254')",
        "CREATE SECRET p (TYPE postgres, HOSTADDR '169.254.169.254')",
        "CREATE SECRET p (TYPE postgres, URI 'postgresql://169.254.169.254/d')",
        "CREATE SECRET p (TYPE postgres, SERVICE 's')",
        "ATTACH 'service=s' AS a (TYPE postgres)",
        "ATTACH 'postgresql://a?b@169.254.169.254/d' AS a (TYPE postgres)",
        "FROM query('FROM postgres_scan(''host=169.254.169.254'', ''public'', ''t'')')"
      })
  void metadataAddressesAreNotCalledOnTheLocalDefaultEither(String sql) throws Exception {
    try (DuckDbCalls duckdb = calls(localProxy, local)) {
      ToolError error = duckdb.error(Map.of("command", sql.replace("URL/", url(""))));

      assertThat(error.message())
          .containsAnyOf(
              "HTTP 0 Internal",
              "HTTP GET error",
              "may not",
              "locked",
              "can't",
              "must stand",
              "has no address");
    }
  }

  @Test
  void aServerForOthersDoesNotCallItsOwnNetworkButTheHostsOfCredentials() throws Exception {
    try (DuckDbCalls duckdb = calls(serverProxy, server)) {
      assertThat(duckdb.error(Map.of("command", "FROM '" + url("n.csv") + "'")).message())
          .contains("noetl.outbound.allowed");
      assertThat(
              duckdb.error(
                  Map.of("command", "ATTACH 'host=127.0.0.1 port=1' AS a (TYPE postgres)")))
          .satisfies(error -> assertThat(error.message()).contains("noetl.outbound.allowed"));
      assertThat(
              duckdb
                  .error(Map.of("command", "ATTACH 'host=db.internal port=1' AS a (TYPE postgres)"))
                  .type())
          .isEqualTo("IO");
      assertThat(duckdb.result("ATTACH ':memory:' AS other; SELECT 'host=10.0.0.1' AS h"))
          .containsEntry("command_2", List.of(Map.of("h", "host=10.0.0.1")));
    }
  }

  /** Nobody but the guard's resolver knows the name: who connects uses what it said. */
  @Test
  void databasesAreCalledAtTheAddressThatWasChecked() throws Exception {
    TestPostgres postgres = TestPostgres.database("pinned");
    postgres.execute("CREATE TABLE t AS SELECT 42 AS n");
    String port = String.valueOf(postgres.port());
    Credential credential =
        new Credential(
            "pg",
            "postgres",
            Map.of(
                "db_host",
                "db.internal",
                "db_port",
                port,
                "db_user",
                "postgres",
                "db_password",
                "it's \\ s",
                "db_name",
                "pinned"));
    String pairs =
        "host=db.internal port=" + port + " user=postgres dbname=pinned password=''p q''";
    String uri = "postgresql://postgres:p%40q@db.internal:" + port + "/pinned?sslmode=prefer";
    try (DuckDbCalls duckdb = calls(serverProxy, server, credential)) {
      Map<String, Object> result =
          duckdb.result(
              Map.of(
                  "auth",
                  "pg",
                  "commands",
                  "ATTACH '%s' AS a (TYPE postgres); FROM a.t; ATTACH '%s' AS b (TYPE postgres);"
                          .formatted(pairs, uri)
                      + " FROM b.t; ATTACH '' AS c (TYPE postgres); FROM c.t;"
                      + " FROM postgres_scan('%s', 'public', 't');".formatted(pairs)
                      + (" CREATE SECRET s (TYPE 'postgres', HOST 'db.internal', PORT '%s',"
                              + " USER 'postgres', DATABASE 'pinned');")
                          .formatted(port)
                      + " ATTACH '' AS d (TYPE postgres, SECRET s); FROM d.t;"
                      + " ATTACH '%s' (TYPE postgres); FROM pinned.t".formatted(uri)));

      for (String command : List.of("2", "4", "6", "7", "10", "12")) {
        assertThat(result).containsEntry("command_" + command, List.of(Map.of("n", 42L)));
      }
    }
  }

  /** The first look-up gives an address that may be called, the second one that may not. */
  @Test
  void aNameThatChangesItsAddressGainsNothing() throws Exception {
    TestPostgres postgres = TestPostgres.shared();
    AtomicInteger asked = new AtomicInteger();
    OutboundGuard rebound =
        new OutboundGuard(
            name ->
                List.of(
                    InetAddress.ofLiteral(
                        asked.getAndIncrement() == 0 ? "127.0.0.1" : "169.254.169.254")),
            true,
            List.of(),
            host -> false);
    String attach =
        "ATTACH 'host=rebound.example port=%d user=postgres dbname=postgres' AS %s (TYPE postgres)";
    try (DuckDbCalls duckdb = calls(localProxy, rebound)) {
      assertThat(duckdb.result(attach.formatted(postgres.port(), "a") + "; SELECT 1 AS n"))
          .containsEntry("command_2", List.of(Map.of("n", 1L)));
      assertThat(duckdb.error(Map.of("command", attach.formatted(postgres.port(), "b"))).message())
          .contains("169.254.169.254", "may not go there");
    }
  }

  private String url(String file) {
    return "http://127.0.0.1:" + files.getAddress().getPort() + "/" + file;
  }

  private static DuckDbCalls calls(
      OutboundProxy proxy, OutboundGuard guard, Credential... credentials) {
    return new DuckDbCalls(
        new DuckDbOpener(SETTINGS, new DuckDbNetwork(proxy)),
        SETTINGS,
        new DuckDbServers(guard),
        credentials);
  }

  private static OutboundGuard guard(boolean open) {
    return new OutboundGuard(
        name -> List.of(InetAddress.getByName(name.equals("db.internal") ? "127.0.0.1" : name)),
        open,
        List.of(),
        "db.internal"::equals);
  }
}
