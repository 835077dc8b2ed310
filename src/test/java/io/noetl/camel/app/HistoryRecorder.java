package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.execution.HistoryFile;
import io.noetl.camel.execution.LoggedEvent;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.event.NewEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Not a test: writes the logs of this release for {@code HistoryTest}. Before a release: {@code mvn
 * test -Dtest=HistoryRecorder -Dhistory.record=0.2.0}.
 */
@EnabledIfSystemProperty(named = "history.record", matches = ".+")
class HistoryRecorder {
  private static final Path HISTORY = Path.of("src/test/resources/history");

  @Test
  void record(@TempDir Path data) throws Exception {
    try (TestServer server = TestServer.start(data);
        Stream<Path> files = Files.list(HISTORY.resolve("playbooks"))) {
      for (Path file : files.sorted().toList()) {
        record(server, file);
      }
    }
  }

  private static void record(TestServer server, Path file)
      throws IOException, InterruptedException {
    String playbook = Files.readString(file);
    String path =
        SuiteChecks.registered(server.post("/api/catalog/register", Map.of("content", playbook)));
    TestServer.Reply started =
        server.post("/api/execute", Map.of("path", path, "payload", Map.of("x", 7)));
    assertThat(started.status()).as(started.text()).isEqualTo(200);
    String id = String.valueOf(started.object().get("execution_id"));
    SuiteChecks.await(server, id);
    String release = System.getProperty("history.record");
    String name = file.getFileName().toString().replace(".yaml", ".json");
    HistoryFile.write(HISTORY.resolve(release).resolve(name), playbook, events(server, id));
  }

  private static List<LoggedEvent> events(TestServer server, String id) {
    Json json = new Json();
    return server
        .database()
        .jdbc()
        .sql(
            "SELECT event_id, event_type, node_name, status, context, result, meta, error FROM"
                + " noetl.event WHERE execution_id = ?::bigint ORDER BY event_id")
        .param(id)
        .query(
            (row, number) ->
                LoggedEvent.of(
                    new NewEvent(
                        row.getLong("event_id"),
                        null,
                        Instant.EPOCH,
                        row.getString("event_type"),
                        row.getString("node_name"),
                        null,
                        row.getString("status"),
                        0,
                        row.getString("context"),
                        row.getString("result"),
                        row.getString("meta"),
                        row.getString("error"),
                        null),
                    json))
        .list();
  }
}
