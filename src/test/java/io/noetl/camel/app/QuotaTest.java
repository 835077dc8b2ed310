package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.execution.Quotas;
import io.noetl.camel.testing.EchoServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** So many executions of a label are open at a time, on all servers together; the others wait. */
class QuotaTest {
  private static final String HELD =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: held, path: quota/held}
      workflow:
        - step: start
          tool: {kind: http, url: "%s/held", timeout: 300}
          next: [{step: over}]
        - step: over
          tool: {kind: noop, result: done}
      """;

  private static final String PARENT =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: parent, path: quota/parent, labels: {team: family}}
      workflow:
        - step: start
          loop: {in: [1, 2, 3], iterator: i, mode: parallel}
          tool: {kind: playbook, path: quota/child}
      """;

  private static final String CHILD =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: child, path: quota/child, labels: {team: family}}
      workflow:
        - step: start
          tool: {kind: noop, result: done}
      """;

  private static final String CALLER =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: caller, path: quota/caller}
      workflow:
        - step: start
          tool: {kind: playbook, path: quota/python}
          next: [{step: over}]
        - step: over
          tool: {kind: noop, result: done}
      """;

  private static final String PYTHON =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: python, path: quota/python}
      workflow:
        - step: start
          tool:
            kind: python
            code: |
              import time
              def main(input_data):
                  time.sleep(1.1)
                  return {"done": True}
      """;

  @TempDir static Path data;
  @TempDir static Path other;
  private static final Semaphore FREE = new Semaphore(0);
  private static TestServer one;
  private static TestServer two;
  private static EchoServer echo;

  @BeforeAll
  static void startServers() {
    one = TestServer.start(data);
    two = one.sibling(other);
    echo = new EchoServer();
    echo.on(
        "/held",
        exchange -> {
          FREE.acquireUninterruptibly();
          EchoServer.answer(exchange, 200, "application/json", "{}");
        });
    register(HELD.formatted(echo.url("")));
    register(PARENT);
    register(CHILD);
    register(PYTHON);
    register(CALLER);
  }

  @AfterAll
  static void stopServers() {
    two.close();
    one.close();
    echo.close();
  }

  @Test
  void soManyAreOpenAndTheOthersBeginInTheirOrder() throws Exception {
    set("team=drain", Map.of("max_open", 2));
    List<String> ids = new ArrayList<>(starts("team=drain", 5));
    String urgent = start(two, "team=drain", Map.of("priority", 9));
    String other = start(two, "team=free", Map.of());
    Waiting.until(() -> with("RUNNING", ids), running -> running.equals(ids.subList(0, 2)));
    // those of another label do not wait for it
    Waiting.until(() -> with("RUNNING", List.of(other)), running -> running.size() == 1);
    assertThat(quota("team=drain")).containsEntry("open", 2L).containsEntry("waiting", 4L);
    assertThat(one.get("/api/executions/" + ids.get(2) + "/status").text())
        .contains("PENDING", "Of the quota team=drain 2 of 2 executions are open");
    assertThat(two.get("/api/executions/" + ids.get(2) + "?page_size=1").object())
        .extractingByKey("waits_for")
        .asString()
        .contains("quota=team=drain", "full=true", "of=open", "most=2", "used=2");

    List<String> all = new ArrayList<>(ids);
    all.add(urgent);
    List<String> begun = new ArrayList<>(ids.subList(0, 2));
    for (int ended = 1; ended <= 4; ended++) {
      FREE.release();
      int now = ended;
      // what is held is answered in any order: it may be the one of the other label
      Waiting.until(
          () -> with("COMPLETED", all).size() + with("COMPLETED", List.of(other)).size(),
          n -> n >= now);
      Waiting.until(
          () -> with("RUNNING", all).size() + with("COMPLETED", all).size(),
          n -> n == Math.min(6, 2 + with("COMPLETED", all).size()));
      List<String> running = with("RUNNING", all);
      assertThat(running).hasSizeLessThanOrEqualTo(2);
      running.stream().filter(id -> !begun.contains(id)).forEach(begun::add);
    }
    List<String> order =
        List.of(ids.get(0), ids.get(1), urgent, ids.get(2), ids.get(3), ids.get(4));
    assertThat(begun).isEqualTo(order.subList(0, begun.size())).hasSizeGreaterThan(3);
    FREE.release(3);
    Waiting.until(() -> with("COMPLETED", all), done -> done.size() == 6);
    SuiteChecks.await(one, other);
    assertThat(one.get("/api/executions/" + urgent + "/status").object())
        .doesNotContainKey("waits_for");
  }

  @Test
  void aQuotaMayRefuseInsteadOfLettingWait() throws Exception {
    set("team=refused", Map.of("max_open", 1, "when_full", "fail"));
    List<String> first = starts("team=refused", 1);
    Waiting.until(() -> with("RUNNING", first), running -> running.size() == 1);

    TestServer.Reply refused = two.post("/api/execute", body("team=refused", Map.of()));

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.object())
        .containsEntry("code", "AP0429")
        .containsEntry("quota", "team=refused");
    assertThat(refused.text())
        .contains("Of the quota team=refused 1 of 1 executions are open", "when one has ended");
    assertThat(all("team=refused")).isEqualTo(first);

    FREE.release();
    SuiteChecks.await(one, first.getFirst());
    // at one instant, on both servers: one gets the place
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      TestServer server = i % 2 == 0 ? one : two;
      threads.add(
          Thread.ofVirtual()
              .start(() -> server.post("/api/execute", body("team=refused", Map.of()))));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    List<String> tried = all("team=refused");
    Waiting.until(() -> with("PENDING", tried), List::isEmpty);
    String begun =
        Waiting.until(() -> with("RUNNING", tried), running -> running.size() == 1).getFirst();
    for (String failed : with("FAILED", tried)) {
      assertThat(one.get("/api/executions/" + failed + "/status").text())
          .contains("its `when_full` is fail");
    }
    FREE.release();
    assertThat(SuiteChecks.await(one, begun)).containsEntry("status", "COMPLETED");
  }

  @Test
  void childrenBelongToTheOneThatCalledThem() throws Exception {
    set("team=family", Map.of("max_open", 1));
    List<String> parents = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      parents.add(
          started((i % 2 == 0 ? one : two).post("/api/execute", Map.of("path", "quota/parent"))));
    }

    for (String parent : parents) {
      assertThat(SuiteChecks.await(one, parent)).containsEntry("status", "COMPLETED");
    }
    assertThat(quota("team=family")).containsEntry("open", 0L);
  }

  @Test
  void aQuotaThatIsLoweredStopsNothingAndOneThatIsDeletedHoldsNothing() throws Exception {
    List<String> before = starts("team=moved", 3);
    Waiting.until(() -> with("RUNNING", before), running -> running.size() == 3);
    set("team=moved", Map.of("max_open", 1));
    assertThat(quota("team=moved")).containsEntry("open", 3L);
    List<String> behind = starts("team=moved", 4);
    FREE.release(2);
    Waiting.until(() -> with("RUNNING", before), running -> running.size() == 1);
    assertThat(with("PENDING", behind)).hasSize(4);

    set("team=moved", Map.of("max_open", 3));
    Waiting.until(() -> with("RUNNING", behind), running -> running.equals(behind.subList(0, 2)));
    String stopped = behind.get(2);
    two.post("/api/executions/" + stopped + "/cancel", Map.of());
    assertThat(SuiteChecks.await(one, stopped)).containsEntry("status", "CANCELLED");
    assertThat(one.call("DELETE", "/api/quotas/team=moved", null).status()).isEqualTo(200);

    Waiting.until(() -> with("RUNNING", behind), running -> running.contains(behind.get(3)));
    assertThat(one.get("/api/quotas/team=moved").status()).isEqualTo(404);
    FREE.release(4);
    Waiting.until(() -> with("RUNNING", all("team=moved")), List::isEmpty);
  }

  @Test
  void whatComesUnderTwoNeedsBoth() throws Exception {
    set("team=both", Map.of("max_open", 5));
    set("stage=live", Map.of("max_open", 0));
    List<String> plain = starts("team=both", 1);
    String both =
        started(
            one.post(
                "/api/execute",
                Map.of("path", "quota/held", "labels", Map.of("team", "both", "stage", "live"))));
    List<String> later = starts("team=both", 1);

    // the one that lacks something holds up nobody
    Waiting.until(() -> with("RUNNING", later), running -> running.size() == 1);
    assertThat(with("PENDING", List.of(both))).hasSize(1);
    assertThat(one.get("/api/executions/" + both + "/overview").object())
        .extractingByKey("waits_for")
        .asString()
        .contains("quota=stage=live, full=true", "quota=team=both, full=false");
    set("stage=live", Map.of("max_open", 1));
    Waiting.until(() -> with("RUNNING", List.of(both)), running -> running.size() == 1);
    FREE.release(3);
    for (String id : List.of(plain.getFirst(), both, later.getFirst())) {
      SuiteChecks.await(one, id);
    }
  }

  @Test
  void whatIsPausedKeepsItsPlaceAndARerunWaitsUnlessItGoesOn() throws Exception {
    set("team=again", Map.of("max_open", 1));
    String first = starts("team=again", 1).getFirst();
    Waiting.until(() -> with("RUNNING", List.of(first)), running -> running.size() == 1);
    one.post("/api/executions/" + first + "/pause", Map.of());
    String second = start(two, "team=again", Map.of());
    assertThat(quota("team=again")).containsEntry("open", 1L).containsEntry("waiting", 1L);
    one.post("/api/executions/" + first + "/resume", Map.of());
    FREE.release();
    SuiteChecks.await(one, first);
    Waiting.until(() -> with("RUNNING", List.of(second)), running -> running.size() == 1);

    String whole = started(one.post("/api/executions/" + first + "/rerun", Map.of()));
    String part =
        started(one.post("/api/executions/" + first + "/rerun", Map.of("from_step", "over")));

    // what goes on where another ended waits for no place
    assertThat(SuiteChecks.await(one, part)).containsEntry("status", "COMPLETED");
    // a rerun has the labels of the playbook alone, and its own
    FREE.release(2);
    SuiteChecks.await(one, second);
    SuiteChecks.await(one, whole);
  }

  @Test
  void whereThePythonOfADayIsUsedUpNothingMoreBegins() throws Exception {
    set("team=python", Map.of("python_seconds", 1, "per", "day"));
    Map<String, Object> call = Map.of("path", "quota/caller", "labels", Map.of("team", "python"));
    String first = started(one.post("/api/execute", call));
    // what runs goes on, and its children count for it
    assertThat(SuiteChecks.await(one, first)).containsEntry("status", "COMPLETED");
    double used = ((Number) quota("team=python").get("python_seconds_used")).doubleValue();
    assertThat(used).isGreaterThan(1.05);

    String second = started(two.post("/api/execute", call));
    // what a rerun takes from another execution has been counted there
    String part =
        started(one.post("/api/executions/" + first + "/rerun", Map.of("from_step", "over")));
    SuiteChecks.await(one, part);
    assertThat(quota("team=python")).containsEntry("python_seconds_used", used);
    assertThat(with("PENDING", List.of(second))).hasSize(1);
    assertThat(one.get("/api/executions/" + second + "/status").text())
        .contains(
            "all 1 seconds of Python of this day are used up; the next begins at",
            "\"of\":\"python_seconds\"",
            "\"until\":\"" + quota("team=python").get("period_ends"));
    set("team=python", Map.of("python_seconds", 1, "when_full", "fail"));
    Waiting.until(() -> with("FAILED", List.of(second)), failed -> failed.size() == 1);
    assertThat(one.post("/api/execute", call).text()).contains("are used up", "Start it then");

    set("team=python", Map.of("python_seconds", 1));
    String third = started(two.post("/api/execute", call));
    one.database()
        .jdbc()
        .sql("UPDATE noetl.quota_use SET since = since - interval '1 day' WHERE value = 'python'")
        .update();
    assertThat(SuiteChecks.await(two, third)).containsEntry("status", "COMPLETED");
  }

  @Test
  void aMistakeIsToldWithItsCure() {
    assertThat(put("team=x", Map.of()).text()).contains("max_open, python_seconds or both");
    assertThat(put("team=x", Map.of("max_open", -1)).status()).isEqualTo(422);
    assertThat(put("team=x", Map.of("max_open", 1, "when_full", "no")).text())
        .contains("Input should be queue or fail");
    assertThat(put("team=x", Map.of("max_open", 1, "per", "day")).text())
        .contains("python_seconds, which is missing");
    assertThat(put("team=x", Map.of("python_seconds", 1, "per", "week")).text())
        .contains("Input should be hour or day");
    assertThat(put("team", Map.of("max_open", 1)).text()).contains("a label as name=value");
    assertThat(one.call("DELETE", "/api/quotas/team=x", null).status()).isEqualTo(404);
    assertThat(one.get("/api/quotas").text()).doesNotContain("team=x");
  }

  private static TestServer.Reply put(String label, Map<String, Object> quota) {
    return one.call("PUT", "/api/quotas/" + label, quota);
  }

  /** On both servers: the other one knows it when it has beaten. */
  private static void set(String label, Map<String, Object> quota) throws InterruptedException {
    TestServer.Reply reply = put(label, quota);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    String name = label.substring(0, label.indexOf('='));
    String value = label.substring(name.length() + 1);
    Waiting.until(() -> two.bean(Quotas.class).isKnown(name, value), known -> known);
  }

  private static Map<String, Object> quota(String label) {
    return two.get("/api/quotas/" + label).object();
  }

  private static void register(String playbook) {
    SuiteChecks.registered(one.post("/api/catalog/register", Map.of("content", playbook)));
  }

  private static List<String> starts(String label, int count) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(start(i % 2 == 0 ? one : two, label, Map.of()));
    }
    return ids;
  }

  private static Map<String, Object> body(String label, Map<String, Object> more) {
    Map<String, Object> body = new HashMap<>(more);
    body.put("path", "quota/held");
    body.put("labels", Map.of("team", label.substring("team=".length())));
    return body;
  }

  private static String start(TestServer server, String label, Map<String, Object> more) {
    return started(server.post("/api/execute", body(label, more)));
  }

  private static String started(TestServer.Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return String.valueOf(reply.object().get("execution_id"));
  }

  /** Those of them that stand so, in the order in which they were started. */
  private static List<String> with(String status, List<String> ids) {
    return one
        .database()
        .jdbc()
        .sql(
            "SELECT execution_id::text FROM noetl.execution WHERE execution_id::text = ANY(?)"
                + " AND status = ?")
        .params(ids.toArray(String[]::new), status)
        .query(String.class)
        .list()
        .stream()
        .sorted((a, b) -> Integer.compare(ids.indexOf(a), ids.indexOf(b)))
        .toList();
  }

  private static List<String> all(String label) {
    return one.database()
        .jdbc()
        .sql(
            "SELECT execution_id::text FROM noetl.execution WHERE labels ->> 'team' = ? ORDER BY"
                + " execution_id")
        .param(label.substring("team=".length()))
        .query(String.class)
        .list();
  }
}
