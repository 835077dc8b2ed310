package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.testing.EchoServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** At most so many executions begin within a while, on all servers together; the others wait. */
class StartRateTest {
  private static final String RATED =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: %1$s, path: rate/%1$s}
      executor: {spec: {%2$s}}
      workload: {tenant: none}
      workflow:
        - step: start
          tool: {kind: noop, result: done}
      """;

  private static final String PARENT =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: parent, path: rate/parent}
      workflow:
        - step: start
          loop: {in: [1, 2, 3], iterator: i, mode: parallel}
          tool: {kind: playbook, path: rate/child}
      """;

  private static final String HELD =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: held, path: rate/held}
      executor: {spec: {rate: {limit: 2, per: hour}, concurrency: 1}}
      workflow:
        - step: start
          tool: {kind: http, url: "%s/held"}
      """;

  @TempDir static Path data;
  @TempDir static Path other;
  private static TestServer one;
  private static TestServer two;

  @BeforeAll
  static void startServers() {
    one = TestServer.start(data);
    two = one.sibling(other);
    register(rated("hourly", "rate: {limit: 2, per: hour}"));
    register(rated("tenants", "rate: {limit: 1, per: hour, key: '{{ workload.tenant }}'}"));
    register(rated("quick", "rate: {limit: 3, per: second}"));
    register(rated("child", "rate: {limit: 2, per: hour}"));
    register(rated("urgent", "rate: {limit: 1, per: hour}"));
    register(PARENT);
  }

  @AfterAll
  static void stopServers() {
    two.close();
    one.close();
  }

  @Test
  void soManyBeginAndTheOthersWhenTheWhileIsOver() throws Exception {
    List<String> ids = starts("rate/hourly", 7);

    Waiting.until(() -> count(ids, "COMPLETED"), n -> n == 2);
    assertThat(ended(ids)).isEqualTo(ids.subList(0, 2));
    assertThat(count(ids, "PENDING")).isEqualTo(5);

    anHourPasses("rate/hourly");
    Waiting.until(() -> count(ids, "COMPLETED"), n -> n == 4);
    assertThat(ended(ids)).isEqualTo(ids.subList(0, 4));

    // what waits can be cancelled, and counts for nothing
    two.post("/api/executions/" + ids.get(4) + "/cancel", Map.of());
    assertThat(SuiteChecks.await(one, ids.get(4))).containsEntry("status", "CANCELLED");
    anHourPasses("rate/hourly");
    Waiting.until(() -> count(ids, "COMPLETED"), n -> n == 6);
  }

  @Test
  void eachKeyHasARateOfItsOwn() throws Exception {
    List<String> ids = new ArrayList<>();
    for (String tenant : List.of("a", "a", "b", "a", "b")) {
      ids.add(start(one, "rate/tenants", Map.of("payload", Map.of("tenant", tenant))));
    }

    Waiting.until(() -> count(ids, "COMPLETED"), n -> n == 2);
    assertThat(ended(ids)).containsExactly(ids.get(0), ids.get(2));
    anHourPasses("rate/tenants");
    Waiting.until(() -> count(ids, "COMPLETED"), n -> n == 4);
    anHourPasses("rate/tenants");
    Waiting.until(() -> count(ids, "COMPLETED"), n -> n == 5);
  }

  @Test
  void noWhileHasMoreThanItMay() throws Exception {
    List<String> ids = starts("rate/quick", 12);

    Waiting.until(() -> count(ids, "COMPLETED"), n -> n == 12);

    assertThat(
            one.database()
                .jdbc()
                .sql(
                    """
                    SELECT max(n) FROM (SELECT count(*) OVER (ORDER BY begun_at
                                         RANGE BETWEEN CURRENT ROW AND interval '999999 microseconds' FOLLOWING) AS n
                                          FROM noetl.execution WHERE path = 'rate/quick') whiles
                    """)
                .query(Integer.class)
                .single())
        .isEqualTo(3);
  }

  @Test
  void childrenWaitForTheirTurnToo() throws Exception {
    String parent = start(one, "rate/parent", Map.of());
    List<String> children =
        Waiting.until(
            () -> children(parent), ids -> ids.size() == 3 && count(ids, "COMPLETED") == 2);

    assertThat(count(children, "PENDING")).isEqualTo(1);
    anHourPasses("rate/child");
    assertThat(SuiteChecks.await(two, parent)).containsEntry("status", "COMPLETED");
  }

  @Test
  void aPriorityOfTheStartGoesFirst() throws Exception {
    List<String> ids = new ArrayList<>(starts("rate/urgent", 2));
    Waiting.until(() -> count(ids, "COMPLETED"), n -> n == 1);
    String urgent = start(two, "rate/urgent", Map.of("priority", 7));

    assertThat(one.get("/api/executions/" + urgent + "/overview").object())
        .containsEntry("priority", 7L);
    anHourPasses("rate/urgent");
    assertThat(SuiteChecks.await(one, urgent)).containsEntry("status", "COMPLETED");
    assertThat(count(ids, "PENDING")).isEqualTo(1);
    assertThat(one.post("/api/execute", Map.of("path", "rate/urgent", "priority", 101)).text())
        .contains("Input should be an integer from -100 to 100");
  }

  @Test
  void aTurnIsTakenWhenThereIsAPlace() throws Exception {
    CountDownLatch free = new CountDownLatch(1);
    try (EchoServer echo = new EchoServer()) {
      echo.on(
          "/held",
          exchange -> {
            try {
              free.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            EchoServer.answer(exchange, 200, "application/json", "{}");
          });
      register(HELD.formatted(echo.url("")));
      List<String> ids = starts("rate/held", 4);
      Waiting.until(() -> count(ids, "RUNNING"), n -> n == 1);
      assertThat(begun("rate/held")).isEqualTo(1);

      free.countDown();
      Waiting.until(() -> count(ids, "COMPLETED"), n -> n == 2);
      assertThat(count(ids, "PENDING")).isEqualTo(2);
      anHourPasses("rate/held");
      Waiting.until(() -> count(ids, "COMPLETED"), n -> n == 4);
    }
  }

  private static String rated(String name, String spec) {
    return RATED.formatted(name, spec);
  }

  private static void register(String playbook) {
    SuiteChecks.registered(one.post("/api/catalog/register", Map.of("content", playbook)));
  }

  private static List<String> starts(String path, int count) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(start(i % 2 == 0 ? one : two, path, Map.of()));
    }
    return ids;
  }

  private static String start(TestServer server, String path, Map<String, Object> more) {
    Map<String, Object> body = new HashMap<>(more);
    body.put("path", path);
    TestServer.Reply reply = server.post("/api/execute", body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return String.valueOf(reply.object().get("execution_id"));
  }

  /** As if what has begun had begun an hour earlier. */
  private static void anHourPasses(String path) {
    one.database()
        .jdbc()
        .sql("UPDATE noetl.execution SET begun_at = begun_at - interval '1 hour' WHERE path = ?")
        .param(path)
        .update();
  }

  private static long begun(String path) {
    return one.database()
        .jdbc()
        .sql("SELECT count(begun_at) FROM noetl.execution WHERE path = ?")
        .param(path)
        .query(Long.class)
        .single();
  }

  private static long count(List<String> ids, String status) {
    return one.database()
        .jdbc()
        .sql(
            "SELECT count(*) FROM noetl.execution WHERE execution_id::text IN (:ids) AND status ="
                + " :status")
        .param("ids", ids)
        .param("status", status)
        .query(Long.class)
        .single();
  }

  private static List<String> ended(List<String> ids) {
    return one.database()
        .jdbc()
        .sql(
            "SELECT execution_id::text FROM noetl.execution WHERE execution_id::text IN (:ids)"
                + " AND status = 'COMPLETED' ORDER BY execution_id")
        .param("ids", ids)
        .query(String.class)
        .list();
  }

  private static List<String> children(String parent) {
    return one.database()
        .jdbc()
        .sql("SELECT execution_id::text FROM noetl.execution WHERE parent_execution_id::text = ?")
        .param(parent)
        .query(String.class)
        .list();
  }
}
