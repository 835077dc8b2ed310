package io.noetl.camel.component.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.noetl.camel.execution.ToolError;
import io.noetl.camel.execution.net.OutboundGuard;
import io.noetl.camel.execution.net.OutboundProxy;
import io.noetl.camel.testing.S3Server;
import io.noetl.camel.testing.TestPostgres;
import io.noetl.camel.tool.credential.OpenCredential;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SQL calls the servers that the outbound guard allows, and no others, however it names them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DuckDbNetworkTest {
  /** One thread, so that what other tests of this JVM allow does not count here. */
  private static final DuckDbSettings SETTINGS = oneThread(DuckDbSettings.defaults());

  private final OutboundGuard local = guard(true);
  private final OutboundGuard server = guard(false);
  private final OutboundProxy localProxy = new OutboundProxy(() -> UUID.randomUUID().toString());
  private final OutboundProxy serverProxy = new OutboundProxy(() -> UUID.randomUUID().toString());
  private HttpServer files;

  private static DuckDbSettings oneThread(DuckDbSettings settings) {
    return new DuckDbSettings(settings.extensionDirectory(), null, null, 1, true, settings.rows());
  }

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
                new OpenCredential(
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

  /** Ways to a server: each is tried with listeners that must not be called. */
  static List<String> waysOut() {
    return List.of(
        "ATTACH 'host=<A> port=<P> user=u dbname=d' AS a (TYPE postgres)",
        "ATTACH /* so */ 'postgres://u:p@<A>:<P>/d' AS a (TYPE postgres)",
        "ATTACH E'host=<A> port=<P>' AS a (TYPE postgres)",
        "ATTACH $$host=<A> port=<P>$$ AS a (TYPE postgres)",
        "ATTACH $a$postgresql://<A>:<P>/d$a$ AS a (TYPE postgres)",
        "ATTACH 'postgresql://a?b@<A>:<P>/d' AS a (TYPE postgres)",
        "ATTACH 'dbname = postgresql://<A>:<P>/d' AS a (TYPE postgres)",
        "ATTACH 'dbname=''host=<A> port=<P>''' AS a (TYPE postgres)",
        "ATTACH 'user=u host = <A>  port=<P> options=''-c x''' AS a (TYPE postgres)",
        "ATTACH 'hostaddr=<A> port=<P>' AS a (TYPE postgres)",
        "ATTACH 'host=name.invalid hostaddr=<A> port=<P>' AS a (TYPE postgres)",
        "ATTACH 'host=/tmp/none,<A> port=1,<P>' AS a (TYPE postgres)",
        "ATTACH 'host=<F>' AS a (TYPE postgres)",
        "ATTACH 'postgresql:///d?host=<F>' AS a (TYPE postgres)",
        "FROM postgres_scan('host=127.0' || '.0.1 port=<P>', 'public', 't')",
        "FROM postgres_scan /* ' */ ('host=<A> port=<P>', 'public', 't')",
        "FROM \"postgres_scan\"($$host=<A> port=<P>$$, 'public', 't')",
        "FROM postgres_scan_pushdown('host=<A> port=<P>', 'public', 't')",
        "FROM postgres_query('host=<A> port=<P>', 'SELECT 1')",
        "CALL postgres_attach('host=<A> port=<P>')",
        "CALL postgres_execute('host=<A> port=<P>', 'SELECT 1')",
        "FROM query('FROM postgres_scan(''host=<A> port=<P>'', ''public'', ''t'')')",
        "FROM alias : query('FROM postgres_scan(''host=<A> port=<P>'', ''public'', ''t'')')",
        "PIVOT query('FROM postgres_scan(''host=<A> port=<P>'', ''p'', ''t'')') ON a USING sum(b)",
        "MERGE INTO m USING"
            + " query('FROM postgres_scan(''host=<A> port=<P>'', ''p'', ''t'')') AS q ON m.a = q.a"
            + " WHEN MATCHED THEN DELETE",
        "DELETE FROM m USING"
            + " query('FROM postgres_scan(''host=<A> port=<P>'', ''p'', ''t'')') AS q",
        "SELECT 1 /* /* */ ; ATTACH 'host=<A> port=<P>' AS a (TYPE postgres) */; SELECT 2",
        "SELECT $x$ ' $x$; ATTACH 'host=<A> port=<P>' AS a (TYPE postgres) --'",
        "PREPARE p AS FROM postgres_scan('host=<A> port=<P>', 'p', 't'); EXECUTE p",
        "CREATE MACRO f() AS TABLE FROM postgres_scan('host=<A> port=<P>', 'p', 't'); FROM f()",
        "CREATE SECRET s (TYPE postgres, HOST '<A>', PORT '<P>');"
            + " ATTACH '' AS a (TYPE postgres, SECRET s)",
        "CREATE SECRET s (TYPE postgres, HOSTADDR '<A>', PORT '<P>');"
            + " ATTACH '' AS a (TYPE postgres, SECRET s)",
        "CREATE SECRET s (TYPE postgres, \"HOST\" '127.0' || '.0.1', PORT '<P>');"
            + " ATTACH '' AS a (TYPE postgres, SECRET s)",
        "CREATE SECRET s (TYPE postgres, HOST '<F>'); ATTACH '' AS a (TYPE postgres, SECRET s)",
        "CREATE SECRET s (TYPE postgres, URI 'postgresql://<A>:<P>/d');"
            + " ATTACH '' AS a (TYPE postgres, SECRET s)",
        "FROM json_execute_serialized_sql(json_serialize_sql("
            + "'FROM postgres_scan(''host=<A> port=<P>'', ''p'', ''t'')'))",
        "FROM 'http://<A>:<P>/x.csv'",
        "FROM read_text('ht' || 'tp://<A>:<P>/x')",
        "COPY (SELECT 1) TO 'http://<A>:<P>/x.csv'",
        "ATTACH 'http://<A>:<P>/x.db' AS a",
        "CREATE SECRET s (TYPE http, HTTP_PROXY 'http://<A>:<P>'); FROM 'http://example.org/x.csv'",
        "CREATE SECRET s (TYPE http, HTTP_PROXY ''); FROM 'http://<A>:<P>/x.csv'",
        "CREATE PERSISTENT SECRET s (TYPE http, HTTP_PROXY 'http://<A>:<P>');"
            + " FROM 'http://example.org/x.csv'",
        "CREATE SECRET s (TYPE s3, KEY_ID 'k', SECRET 's', ENDPOINT '<A>:<P>', URL_STYLE 'path',"
            + " USE_SSL false); FROM 's3://b/x.csv'",
        "SET http_proxy=''; FROM 'http://<A>:<P>/x.csv'",
        "RESET http_proxy; FROM 'http://<A>:<P>/x.csv'",
        "SET httpfs_client_implementation='curl'; FROM 'http://<A>:<P>/x.csv'",
        "SET custom_extension_repository='http://<A>:<P>'; INSTALL spatial",
        "INSTALL spatial FROM 'http://<A>:<P>'");
  }

  @Test
  void noWayLeadsWhereTheGuardDoesNotLet() throws Exception {
    assertThat(called(serverProxy, server)).as("ways that lead to a listener").isEmpty();
  }

  /** The same ways, so that it is known that they are ways at all. */
  @Test
  void whereTheGuardLetsTheListenersAreCalled() throws Exception {
    assertThat(called(localProxy, local)).hasSizeGreaterThan(waysOut().size() / 2);
  }

  /** The ways that lead to a listener. */
  private static List<String> called(OutboundProxy proxy, OutboundGuard guard) throws Exception {
    List<String> called = new ArrayList<>();
    try (DuckDbCalls duckdb = calls(proxy, guard)) {
      duckdb.result("LOAD postgres; LOAD httpfs; CREATE TABLE m (a INT)");
      for (String way : waysOut()) {
        try (Listeners listeners = new Listeners()) {
          duckdb.call(1, Map.of("command", "DROP SECRET IF EXISTS s"));
          duckdb.call(1, Map.of("command", listeners.in(way)));
          if (listeners.seen() > 0) {
            called.add(way);
          }
        }
      }
    }
    return called;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM 'http://169.254.169.254/latest/meta-data.csv'",
        "FROM read_text('ht' || 'tp://169.254.169.254/latest/meta-data/')",
        "FROM read_text('https://169.254.169.254/latest/meta-data/')",
        "FROM 'URL/moved.csv'",
        "ATTACH 'host=169.254.169.254 dbname=d' AS a (TYPE postgres)",
        "FROM postgres_scan('host=1' || '69.254.169.254', 'public', 't')",
        "CREATE SECRET p (TYPE postgres, HOST '169.254.169.254');"
            + " ATTACH '' AS a (TYPE postgres, SECRET p)"
      })
  void metadataAddressesAreNotCalledOnTheLocalDefaultEither(String sql) throws Exception {
    try (DuckDbCalls duckdb = calls(localProxy, local)) {
      ToolError error = duckdb.error(Map.of("command", sql.replace("URL/", url(""))));

      assertThat(error.message()).contains("169.254.169.254", "may not go there");
      assertThat(error.code()).isEqualTo("DU0006");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET http_proxy=''",
        "RESET http_proxy",
        "SET lock_configuration=false",
        "SET secret_directory='/tmp'",
        "SET autoinstall_known_extensions=true",
        "SET disabled_filesystems=''",
        "CREATE PERSISTENT SECRET s (TYPE http, HTTP_PROXY 'http://127.0.0.1:1')"
      })
  void whatGuardsADatabaseIsNotChangedBySql(String sql) throws Exception {
    try (DuckDbCalls duckdb = calls(localProxy, local)) {
      assertThat(duckdb.error(Map.of("command", "LOAD httpfs; " + sql)).message())
          .containsAnyOf("locked", "Failed to initialize persistent storage");
    }
  }

  @Test
  void aServerForOthersDoesNotCallItsOwnNetwork() throws Exception {
    try (DuckDbCalls duckdb = calls(serverProxy, server)) {
      assertThat(duckdb.error(Map.of("command", "FROM '" + url("n.csv") + "'")).message())
          .contains("noetl.outbound.allowed");
      assertThat(
              duckdb.error(
                  Map.of("command", "ATTACH 'host=127.0.0.1 port=1' AS a (TYPE postgres)")))
          .satisfies(error -> assertThat(error.message()).contains("noetl.outbound.allowed"));
      assertThat(duckdb.result("ATTACH ':memory:' AS other; SELECT 'host=10.0.0.1' AS h"))
          .containsEntry("command_2", List.of(Map.of("h", "host=10.0.0.1")));
    }
  }

  /** Nobody but the guard's resolver knows the name: who connects uses what it said. */
  @Test
  void theDatabaseOfAStoredCredentialIsReachedByThatCredentialAlone() throws Exception {
    TestPostgres postgres = TestPostgres.database("pinned");
    postgres.execute("CREATE TABLE t AS SELECT 42 AS n");
    String port = String.valueOf(postgres.port());
    OpenCredential credential =
        new OpenCredential(
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
    try (DuckDbCalls duckdb = calls(serverProxy, server, credential)) {
      assertThat(
              duckdb.result(
                  Map.of("auth", "pg", "commands", "ATTACH '' AS c (TYPE postgres); FROM c.t")))
          .containsEntry("command_2", List.of(Map.of("n", 42L)));
      String direct =
          "ATTACH 'host=127.0.0.1 port=%s user=postgres dbname=pinned' AS d (TYPE postgres)";
      assertThat(duckdb.error(Map.of("command", direct.formatted(port))).message())
          .contains("noetl.outbound.allowed");
      assertThat(
              duckdb
                  .error(
                      Map.of(
                          "auth",
                          Map.of("key", "pg", "db_host", "127.0.0.1"),
                          "command",
                          "ATTACH '' AS e (TYPE postgres)"))
                  .message())
          .contains("noetl.outbound.allowed");
    }
  }

  /** The object store of a stored credential is on the server's own network. */
  @Test
  void theObjectStoreOfAStoredCredentialIsReachedByThatCredentialAlone() throws Exception {
    try (S3Server store = new S3Server("KEY");
        DuckDbCalls duckdb =
            calls(
                serverProxy,
                server,
                new OpenCredential(
                    "store",
                    "s3",
                    Map.of("key_id", "KEY", "secret_key", "s", "endpoint", store.endpoint())))) {
      String write = "COPY (SELECT 7 AS n) TO 's3://b/n.parquet'";

      duckdb.result(Map.of("auth", "store", "commands", write));

      assertThat(store.objects).containsOnlyKeys("/b/n.parquet");
      assertThat(duckdb.error(Map.of("command", "FROM '" + url("n.csv") + "'")).message())
          .contains("noetl.outbound.allowed");
    }
  }

  private String url(String file) {
    return "http://127.0.0.1:" + files.getAddress().getPort() + "/" + file;
  }

  private static DuckDbCalls calls(
      OutboundProxy proxy, OutboundGuard guard, OpenCredential... credentials) {
    return new DuckDbCalls(
        new DuckDbOpener(SETTINGS, new DuckDbNetwork(proxy, guard, new SecureRandom())),
        SETTINGS,
        DuckDbAccess.TRUSTED,
        credentials);
  }

  private static OutboundGuard guard(boolean open) {
    return new OutboundGuard(
        name -> List.of(InetAddress.getByName(name.equals("db.internal") ? "127.0.0.1" : name)),
        open,
        List.of());
  }
}
