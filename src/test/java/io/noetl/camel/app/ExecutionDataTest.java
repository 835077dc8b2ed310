package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.store.Json;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What an execution left behind: many events, a log that grows, secrets that it printed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExecutionDataTest {
  private TestServer server;
  private JdbcClient jdbc;

  @BeforeAll
  void start(@TempDir Path data) {
    server = TestServer.startWithFakeEngine(data);
    jdbc = server.database().jdbc();
    server.post(
        "/api/catalog/register", Map.of("content", "metadata: {path: t/data}\nworkflow: []\n"));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void manyEventsAreSentAsTheyAreReadAndPaged() {
    String id = start(Map.of());
    jdbc.sql(
            """
            INSERT INTO noetl.event_record (execution_id, event_id, catalog_id, created_at, event_type, node_name, status, result)
            SELECT ?::bigint, 800000000000000000 + n, 1, now(), 'step.exit', 'loop', 'COMPLETED', jsonb_build_object('n', n)
              FROM generate_series(1, 20000) n
            """)
        .param(id)
        .update();

    List<?> all = (List<?>) server.get("/api/executions/" + id).object().get("events");
    assertThat(all).hasSize(20_005);
    Map<String, Object> page =
        server
            .get(
                "/api/executions/"
                    + id
                    + "/events?event_type=step.exit&step=loop&page=3&page_size=1000")
            .object();
    assertThat((List<?>) page.get("events")).hasSize(1000);
    assertThat(page).containsEntry("total", 20_000L).containsEntry("has_more", true);
    assertThat(((Map<?, ?>) ((List<?>) page.get("events")).getFirst()).get("result"))
        .isEqualTo(Map.of("n", 2001L));
    assertThat(
            (List<?>)
                server.get("/api/executions/" + id + "?page=1&page_size=10").object().get("events"))
        .hasSize(10);
    assertThat((List<?>) server.get("/api/events?execution_id=" + id).object().get("events"))
        .hasSize(20_005);
  }

  @Test
  void aLogIsReadByPagesAndFollowedUntilTheEnd() throws Exception {
    String id = start(Map.of("hang", true));
    line(id, 1, "one");
    line(id, 2, "two");
    assertThat(server.get("/api/executions/" + id + "/logs?limit=1").object())
        .containsEntry("has_more", true)
        .containsEntry("next_after", "1");

    List<String> seen = new ArrayList<>();
    HttpResponse<java.io.InputStream> stream =
        HttpClient.newHttpClient()
            .send(
                server
                    .request("GET", "/api/executions/" + id + "/logs?after=1", null)
                    .header("Accept", "text/event-stream")
                    .build(),
                HttpResponse.BodyHandlers.ofInputStream());
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
      for (String text = lines.readLine(); text != null; text = lines.readLine()) {
        seen.add(text);
        if (text.contains("\"line\":\"two\"")) {
          line(id, 3, "three, while it is followed");
        } else if (text.contains("three")) {
          server.post("/api/executions/" + id + "/cancel", null);
        }
      }
    }
    assertThat(stream.headers().firstValue("content-type")).contains("text/event-stream");
    assertThat(seen).contains("id: 2", "id: 3", "event: end", "data: {\"status\":\"CANCELLED\"}");
    assertThat(String.join("\n", seen)).doesNotContain("\"line\":\"one\"");
  }

  @Test
  void secretsThatAnExecutionShowedAreInNoReply() {
    List<String> canaries = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      String canary = "canary/%02d+\"%s".formatted(i, Integer.toHexString(i * 7919 + 12345));
      canaries.add(canary);
      server.post(
          "/api/credentials",
          Map.of("name", "c" + i, "data", Map.of("nested", Map.of("token", canary))));
    }
    String id = start(Map.of());
    for (String canary : canaries) {
      String base64 =
          Base64.getEncoder().encodeToString(("user:" + canary).getBytes(StandardCharsets.UTF_8));
      Map<String, String> shown =
          Map.of(
              "plain",
              canary,
              "header",
              "Basic " + base64,
              "json",
              new Json().write(List.of(canary)));
      jdbc.sql(
              """
              INSERT INTO noetl.event_record (execution_id, event_id, catalog_id, created_at, event_type, node_name, status, result, error)
              VALUES (?::bigint, noetl.snowflake_id(), 1, now(), 'step.exit', ?, 'COMPLETED', ?::jsonb, ?)
              """)
          .params(
              id,
              "leaky" + canary.substring(7, 9),
              new Json().write(shown),
              "failed with " + canary)
          .update();
    }
    line(id, 9, "printed " + String.join(" ", canaries));
    jdbc.sql(
            "UPDATE noetl.execution SET result = ?::jsonb, error = ? WHERE execution_id ="
                + " ?::bigint")
        .params(new Json().write(Map.of("all", canaries)), canaries.getFirst(), id)
        .update();

    for (String path :
        List.of("", "/status", "/events?page_size=1000", "/logs", "/logs?follow=true")) {
      String reply = server.get("/api/executions/" + id + path).text();
      assertThat(reply).as(path).contains("***");
      assertNoneOf(canaries, reply);
    }
    assertNoneOf(canaries, server.get("/api/executions").text());
    assertNoneOf(canaries, server.get("/api/credentials").text());
    assertNoneOf(canaries, server.get("/api/audit?page_size=1000").text());
    assertNoneOf(
        canaries,
        server
            .post(
                "/api/postgres/execute",
                Map.of("query", "SELECT * FROM noetl.event WHERE execution_id = " + id))
            .text());
  }

  private static void assertNoneOf(List<String> canaries, String text) {
    for (String canary : canaries) {
      String escaped = new Json().write(canary);
      assertThat(text)
          .doesNotContain(canary)
          .doesNotContain(escaped.substring(1, escaped.length() - 1));
      String base64 = Base64.getEncoder().encodeToString(canary.getBytes(StandardCharsets.UTF_8));
      assertThat(text).doesNotContain(base64.substring(0, base64.length() - 4));
    }
  }

  private String start(Map<String, ?> payload) {
    return String.valueOf(
        server
            .post("/api/execute", Map.of("path", "t/data", "payload", payload))
            .object()
            .get("execution_id"));
  }

  private void line(String execution, int id, String text) {
    jdbc.sql(
            "INSERT INTO noetl.step_log (execution_id, log_id, step, stream, line) VALUES"
                + " (?::bigint, ?, 'start', 'STDOUT', ?)")
        .params(execution, id, text)
        .update();
  }
}
