package io.noetl.camel.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.store.Json;
import io.noetl.camel.store.TestDatabase;
import io.noetl.camel.testing.JavaCommand;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two servers on one database that fetch messages and are killed in turn. */
final class KilledServers implements AutoCloseable {
  private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final String OPEN =
      "SELECT count(*) FROM noetl.execution WHERE status IN ('PENDING', 'RUNNING', 'PAUSED')";

  private final HttpClient client = HttpClient.newHttpClient();
  private final JdbcClient jdbc;
  private final List<ServerProcess> servers;

  /** Starts them. */
  KilledServers(Path work) throws Exception {
    TestDatabase database = TestDatabase.migrated();
    this.jdbc = database.jdbc();
    this.servers = List.of(server(work, "first", database), server(work, "second", database));
    for (ServerProcess server : servers) {
      server.start(List.of());
    }
    for (ServerProcess server : servers) {
      await(server::isReady);
    }
  }

  private static ServerProcess server(Path work, String name, TestDatabase database)
      throws Exception {
    return new ServerProcess(
        work,
        name,
        JavaCommand.of("-Xmx400m"),
        List.of(
            "--spring.datasource.url=" + database.url(),
            "--spring.datasource.username=postgres",
            "--spring.datasource.password=postgres",
            "--noetl.secrets.master-key=" + KEY,
            "--noetl.python.warm=0"));
  }

  /** Registers a document. */
  void register(String document) throws Exception {
    post("/api/catalog/register", Map.of("content", document));
  }

  /** Calls the first of them. */
  void post(String path, Map<String, Object> body) throws Exception {
    HttpResponse<String> reply =
        client.send(
            HttpRequest.newBuilder(URI.create(servers.getFirst().url() + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(new Json().write(body)))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
  }

  /** Kills one of them, whether it fetches or the other one, and starts it again. */
  void kill(int which) throws Exception {
    ServerProcess victim = servers.get(which % servers.size());
    victim.signal("KILL");
    victim.join();
    victim.start(List.of());
    await(victim::isReady);
  }

  /** Waits until one of them fetches. */
  void awaitOwner() throws Exception {
    await(
        () ->
            jdbc.sql("SELECT owner FROM noetl.subscription").query(String.class).single() != null);
  }

  /** Waits until nothing runs. */
  void awaitEnds() throws Exception {
    await(() -> count(OPEN) == 0);
  }

  int count(String sql) {
    return jdbc.sql(sql).query(Integer.class).single();
  }

  interface Wanted {
    boolean isThere() throws Exception;
  }

  static void await(Wanted wanted) throws Exception {
    Instant until = Instant.now().plus(PATIENCE);
    while (!wanted.isThere()) {
      assertThat(Instant.now()).as("it never came").isBefore(until);
      Thread.sleep(100);
    }
  }

  @Override
  public void close() {
    servers.forEach(ServerProcess::close);
  }
}
