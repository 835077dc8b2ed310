package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.testing.TestPostgres;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random workflows on the whole server do what the reference interpreter says. {@code
 * -Drandom.flows=40} for more of each seed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RandomFlowTest {
  private static final int FLOWS = Integer.getInteger("random.flows", 15);
  private static final int CURSORS = Math.max(1, FLOWS / 2);
  private TestServer server;

  @BeforeAll
  void start(@TempDir Path data) {
    server = TestServer.start(data);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void endAsTheReferenceSays(long seed) throws InterruptedException {
    Random random = new Random(seed);
    for (int i = 0; i < FLOWS; i++) {
      RandomFlow flow = RandomFlow.of(random);
      String path = "random/" + seed + "/" + i;
      String playbook = flow.playbook(path);
      SuiteChecks.registered(server.post("/api/catalog/register", Map.of("content", playbook)));
      TestServer.Reply started = server.post("/api/execute", Map.of("path", path));
      Map<String, Object> ended =
          SuiteChecks.await(server, String.valueOf(started.object().get("execution_id")));

      assertThat(new ReferenceInterpreter.Verdict(runs(ended), (String) ended.get("status")))
          .as(playbook)
          .isEqualTo(ReferenceInterpreter.run(flow));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void flowsOfArcsEndAsTheReferenceSays(long seed) throws InterruptedException {
    Random random = new Random(seed);
    for (int i = 0; i < FLOWS; i++) {
      ArcFlow flow = ArcFlow.of(random);
      String path = "random/arcs/" + seed + "/" + i;
      String playbook = flow.playbook(path);
      SuiteChecks.registered(server.post("/api/catalog/register", Map.of("content", playbook)));
      TestServer.Reply started = server.post("/api/execute", Map.of("path", path));
      Map<String, Object> ended =
          SuiteChecks.await(server, String.valueOf(started.object().get("execution_id")));

      assertThat(new ArcReference.Verdict(lastTasks(ended), (String) ended.get("status")))
          .as(playbook)
          .isEqualTo(ArcReference.run(flow));
      assertThat(runs(ended).values()).as(playbook).allMatch(times -> times == 1);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22})
  void cursorsDrainTheirQueuesAsTheReferenceSays(long seed) throws Exception {
    TestPostgres postgres = TestPostgres.database("random_cursors_" + seed);
    assertThat(
            server
                .post(
                    "/api/credentials",
                    Map.of("name", "pg", "type", "postgres", "data", postgres.credential()))
                .status())
        .isEqualTo(200);
    Random random = new Random(seed);
    for (int i = 0; i < CURSORS; i++) {
      CursorFlow flow = CursorFlow.of(random);
      String path = "random/cursor/" + seed + "/" + i;
      String table = "random_cursor_" + seed + "_" + i;
      String playbook = flow.playbook(path, table);
      SuiteChecks.registered(server.post("/api/catalog/register", Map.of("content", playbook)));
      TestServer.Reply started = server.post("/api/execute", Map.of("path", path));
      Map<String, Object> ended =
          SuiteChecks.await(server, String.valueOf(started.object().get("execution_id")));

      assertThat(drained(ended, flow, postgres, table)).as(playbook).isEqualTo(flow.expected());
    }
  }

  private static CursorFlow.Verdict drained(
      Map<String, Object> ended, CursorFlow flow, TestPostgres postgres, String table) {
    Map<?, ?> after = Map.of();
    for (Object event : (List<?>) ended.get("events")) {
      Map<?, ?> row = (Map<?, ?>) event;
      if ("step.exit".equals(row.get("event_type")) && "after".equals(row.get("node_name"))) {
        after = (Map<?, ?>) row.get("result");
      }
    }
    Map<Long, Long> seen = new TreeMap<>();
    postgres
        .query("SELECT seen, count(*) FROM " + table + " GROUP BY seen")
        .forEach(row -> seen.put(Long.parseLong(row.get(0)), Long.parseLong(row.get(1))));
    long units = ((Number) after.get("success")).longValue();
    return new CursorFlow.Verdict(
        (String) ended.get("status"),
        ((Number) after.get("rows")).longValue(),
        flow.whole() ? flow.rows() : units,
        ((Number) after.get("failed")).longValue(),
        seen,
        Long.parseLong(
            postgres
                .query("SELECT count(*) FROM " + table + " WHERE reached")
                .getFirst()
                .getFirst()));
  }

  private static Map<String, Integer> lastTasks(Map<String, Object> ended) {
    Map<String, Integer> last = new TreeMap<>();
    for (Object event : (List<?>) ended.get("events")) {
      Map<?, ?> row = (Map<?, ?>) event;
      if ("step.exit".equals(row.get("event_type"))) {
        Object result = "FAILED".equals(row.get("status")) ? Map.of("t", -1) : row.get("result");
        last.put(
            String.valueOf(row.get("node_name")),
            ((Number) ((Map<?, ?>) result).get("t")).intValue());
      }
    }
    return last;
  }

  private static Map<String, Integer> runs(Map<String, Object> ended) {
    Map<String, Integer> runs = new TreeMap<>();
    for (Object event : (List<?>) ended.get("events")) {
      Map<?, ?> row = (Map<?, ?>) event;
      if ("step.exit".equals(row.get("event_type"))) {
        runs.merge(String.valueOf(row.get("node_name")), 1, Integer::sum);
      }
    }
    return runs;
  }
}
