package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

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

/** Random workflows on the whole server do what the reference interpreter says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RandomFlowTest {
  private static final int FLOWS = 40;
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
