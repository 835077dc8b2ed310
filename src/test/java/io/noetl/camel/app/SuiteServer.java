package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.testing.EchoServer;
import io.noetl.camel.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** A server on which playbooks of the suite run, with the services and the database they call. */
final class SuiteServer implements AutoCloseable {
  private final LiveCalls calls = new LiveCalls();
  private final TestServer server;
  private final EchoServer echo = new EchoServer();
  private final TestPostgres postgres;

  /**
   * Starts it.
   *
   * @param postgres the database of the credential {@code pg}
   */
  SuiteServer(Path data, TestPostgres postgres) throws IOException {
    this(data, postgres, String.valueOf(postgres.credential().get("db_password")));
  }

  /**
   * Starts it.
   *
   * @param password of the credential: the database asks for none
   */
  SuiteServer(Path data, TestPostgres postgres, String password) throws IOException {
    this.postgres = postgres;
    Path secrets = Files.createDirectory(data.resolve("secrets"));
    Files.writeString(secrets.resolve("api_token"), "token-of-a-file-1234");
    server =
        TestServer.start(
            data,
            calls,
            "--noetl.tools.secret-variables=PATH",
            "--noetl.tools.secret-folder=" + secrets,
            "--noetl.profile.folder=src/test/resources/scripts");
    FlakyPaths.addTo(echo);
    Map<String, Object> credential = new LinkedHashMap<>(postgres.credential());
    credential.put("db_password", password);
    assertThat(
            server
                .post(
                    "/api/credentials",
                    Map.of("name", "pg", "type", "postgres", "data", credential))
                .status())
        .isEqualTo(200);
  }

  TestServer server() {
    return server;
  }

  /** What was called. */
  LiveCalls calls() {
    return calls;
  }

  /** What a file of the suite expects. */
  Map<?, ?> expectation(String text) {
    return (Map<?, ?>)
        new Load(LoadSettings.builder().setSchema(new CoreSchema()).build())
            .loadFromString(fill(text));
  }

  /** Registers the documents, runs the last of them and checks what became of it. */
  void run(Map<?, ?> expected, List<String> documents) throws InterruptedException {
    check(expected, ended(expected, documents));
  }

  /**
   * Registers the documents and runs the last of them to its end.
   *
   * @return the execution; null where it is refused, as expected
   */
  @Nullable Map<String, Object> ended(Map<?, ?> expected, List<String> documents)
      throws InterruptedException {
    TestServer.Reply started = start(expected, documents);
    if (expected.get("refused") != null) {
      assertThat(started.status()).isEqualTo(422);
      assertThat(started.text()).contains(String.valueOf(expected.get("refused")));
      return null;
    }
    assertThat(started.status()).as(started.text()).isEqualTo(200);
    return SuiteChecks.await(server, String.valueOf(started.object().get("execution_id")));
  }

  /** Checks what became of an execution; one that was refused is checked before. */
  void check(Map<?, ?> expected, @Nullable Map<String, Object> ended) throws InterruptedException {
    if (ended != null) {
      SuiteChecks.check(expected, ended, postgres);
      SuiteChecks.logs(server, expected, String.valueOf(ended.get("execution_id")));
    }
  }

  /** Registers the documents and starts the last of them. */
  private TestServer.Reply start(Map<?, ?> expected, List<String> documents) {
    String path = "";
    for (String playbook : documents) {
      path =
          SuiteChecks.registered(
              server.post("/api/catalog/register", Map.of("content", fill(playbook))));
    }
    Object payload = expected.get("payload") == null ? Map.of() : expected.get("payload");
    return server.post("/api/execute", Map.of("path", path, "payload", payload));
  }

  /** The text with the addresses of what it calls. */
  String fill(String text) {
    return text.replace("@ECHO@", echo.url(""));
  }

  @Override
  public void close() {
    server.close();
    echo.close();
  }
}
