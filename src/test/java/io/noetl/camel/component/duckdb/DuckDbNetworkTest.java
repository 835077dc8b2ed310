package io.noetl.camel.component.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpServer;
import io.noetl.camel.execution.ToolError;
import io.noetl.camel.execution.net.OutboundGuard;
import io.noetl.camel.execution.net.OutboundProxy;
import io.noetl.camel.tool.credential.Credential;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
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
    assumeThat(Files.isDirectory(SETTINGS.extensionDirectory()))
        .as("tools/extensions/fetch.sh was run")
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
        "CREATE SECRET p (TYPE postgres, \"HOST\" '169.254' || '.169.254')"
      })
  void metadataAddressesAreNotCalledOnTheLocalDefaultEither(String sql) throws Exception {
    try (DuckDbCalls duckdb = calls(localProxy, local)) {
      ToolError error = duckdb.error(Map.of("command", sql.replace("URL/", url(""))));

      assertThat(error.message())
          .containsAnyOf(
              "HTTP 0 Internal", "HTTP GET error", "may not", "locked", "can't", "must stand");
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
