package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.store.Json;
import io.noetl.camel.testing.TestPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What an expectation of the suite can say about an execution. */
final class SuiteChecks {
  /** Ends what hangs; nothing is slow enough to need it, be the machine ever so busy. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** After so long it is looked at, whatever the server has told. */
  private static final Duration LOOK = Duration.ofSeconds(2);

  private static final Json JSON = new Json();

  private SuiteChecks() {}

  static String registered(TestServer.Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return String.valueOf(reply.object().get("path"));
  }

  /** The execution once it has ended. */
  static Map<String, Object> await(TestServer server, String id) throws InterruptedException {
    Instant until = Instant.now().plus(PATIENCE);
    while (true) {
      boolean isTold = server.isEnded(id, LOOK);
      Map<String, Object> execution = server.get("/api/executions/" + id).object();
      if (List.of("COMPLETED", "FAILED", "CANCELLED").contains(execution.get("status"))) {
        return execution;
      }
      assertThat(Instant.now()).as("it never ended: " + execution).isBefore(until);
      if (isTold) {
        Thread.sleep(20);
      }
    }
  }

  static void check(Map<?, ?> expected, Map<String, Object> ended) {
    check(expected, ended, TestPostgres.shared());
  }

  /**
   * Checks what became of an execution.
   *
   * @param postgres the database whose rows are expected
   */
  static void check(Map<?, ?> expected, Map<String, Object> ended, TestPostgres postgres) {
    List<Map<String, Object>> events = events(ended);
    String told = String.valueOf(ended.get("error"));
    assertThat(ended.get("status"))
        .as(told)
        .isEqualTo(Objects.requireNonNullElse(expected.get("status"), "COMPLETED"));
    map(expected.get("results"))
        .forEach((step, value) -> assertThat(result(events, step)).as(step).isEqualTo(value));
    map(expected.get("contains"))
        .forEach(
            (step, value) ->
                assertThat(Objects.toString(result(events, step)))
                    .as(step)
                    .contains(String.valueOf(value)));
    map(expected.get("runs"))
        .forEach((step, count) -> assertThat(runs(events, step)).as(step).isEqualTo(count));
    if (expected.get("error") != null) {
      assertThat(told).contains(String.valueOf(expected.get("error")));
    }
    if (expected.get("events") instanceof List<?> names) {
      assertThat(events.stream().map(e -> e.get("event_type") + " " + e.get("node_name")).toList())
          .isEqualTo(names);
    }
    map(expected.get("sql"))
        .forEach((query, rows) -> assertThat(rows(postgres, query)).as(query).isEqualTo(rows));
  }

  /** Waits for lines in the steps' logs, which are written a moment later. */
  static void logs(TestServer server, Map<?, ?> expected, String id) throws InterruptedException {
    Instant until = Instant.now().plus(PATIENCE);
    for (Map.Entry<String, Object> step : map(expected.get("logs")).entrySet()) {
      Iterable<?> lines = step.getValue() instanceof List<?> list ? list : List.of(step.getValue());
      for (Object line : lines) {
        String path = "/api/executions/" + id + "/logs?limit=500&step=" + step.getKey();
        String text = "";
        while (!text.contains(String.valueOf(line))) {
          assertThat(Instant.now()).as("no line '" + line + "' in " + text).isBefore(until);
          text = server.get(path).text();
          Thread.sleep(20);
        }
      }
    }
  }

  /** The rows of a query as maps. */
  private static List<Object> rows(TestPostgres postgres, String query) {
    return postgres.query("SELECT to_jsonb(r)::text FROM (" + query + ") r").stream()
        .map(row -> normal(JSON.read(row.getFirst())))
        .toList();
  }

  private static Object result(List<Map<String, Object>> events, String step) {
    return events.reversed().stream()
        .filter(e -> e.get("node_name").equals(step))
        .filter(
            e -> e.get("event_type").equals("step.exit") || e.get("event_type").equals("loop.done"))
        .findFirst()
        .map(e -> normal(e.get("result")))
        .orElse("(did not run)");
  }

  private static int runs(List<Map<String, Object>> events, String step) {
    return (int)
        events.stream()
            .filter(e -> e.get("node_name").equals(step) && e.get("event_type").equals("step.exit"))
            .filter(e -> !e.get("status").equals("FAILED"))
            .count();
  }

  /** Numbers as YAML reads them. */
  private static Object normal(Object value) {
    return switch (value) {
      case Long number when number == number.intValue() -> number.intValue();
      case List<?> list -> list.stream().map(SuiteChecks::normal).toList();
      case Map<?, ?> map -> {
        Map<Object, Object> normal = new LinkedHashMap<>();
        map.forEach((key, member) -> normal.put(key, normal(member)));
        yield normal;
      }
      case null, default -> value;
    };
  }

  @SuppressWarnings("unchecked")
  static List<Map<String, Object>> events(Map<String, Object> execution) {
    return (List<Map<String, Object>>) Objects.requireNonNull(execution.get("events"));
  }

  private static Map<String, Object> map(Object value) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> found) {
      found.forEach((key, member) -> map.put(String.valueOf(key), member));
    }
    return map;
  }
}
