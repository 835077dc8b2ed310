package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an execution is about: it is shown and found by its key, and where the playbook says so only
 * one with that key is open at a time, whoever starts it, on whichever server.
 */
class BusinessKeyTest {
  /** One that is open until it is told {@code go}. */
  private static final String KEYED =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: %1$s, path: key/%1$s}
      executor: {spec: {key: %2$s}}
      workload: {order: null}
      workflow:
        - step: start
          tool: {kind: wait, signal: go, key: "%1$s {{ workload.order }}"}
          next: end
        - step: end
          tool: {kind: noop, result: "shipped {{ workload.order }}"}
      """;

  private static final String CALLER =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: caller, path: key/caller}
      workload: {path: none, order: none}
      workflow:
        - step: start
          tool: {kind: playbook, path: "{{ workload.path }}", args: {order: "{{ workload.order }}"}, return_step: end, on_error: fail}
      """;

  private static final String ITSELF =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: itself, path: key/itself}
      executor: {spec: {key: {value: always, unique: true, when_taken: existing}}}
      workflow:
        - step: start
          tool: {kind: playbook, path: key/itself, on_error: fail}
      """;

  private static final String FAILING =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: failing, path: key/failing}
      executor: {spec: {key: {value: "{{ workload.order }}", unique: true}}}
      workload: {order: 1, hold: false}
      workflow:
        - step: start
          tool: {kind: noop}
          next: {arcs: [{step: hold, when: "{{ workload.hold }}"}, {step: break}]}
        - step: hold
          tool: {kind: wait, signal: go, key: "failing {{ workload.order }}"}
        - step: break
          tool: {kind: python, code: "raise ValueError('broken')"}
      """;

  private static final String HOOK =
      """
      apiVersion: noetl.io/v2
      kind: Subscription
      metadata: {name: key_hook, path: key/hook}
      spec:
        source: webhook
        ingress: {path: key/hook, verify: {type: none}}
        dispatch: {playbook: key/unique, payload: {order: "{{ body.order }}"}}
      """;

  @TempDir static Path data;
  @TempDir static Path other;
  private static TestServer one;
  private static TestServer two;

  @BeforeAll
  static void startServers() {
    one = TestServer.start(data);
    two = one.sibling(other);
    for (String playbook :
        List.of(
            keyed("plain", "'{{ workload.order }}'"),
            keyed("unique", "{value: '{{ workload.order }}', unique: true}"),
            keyed("joined", "{value: '{{ workload.order }}', unique: true, when_taken: existing}"),
            keyed("needed", "'{{ workload.number }}'"),
            CALLER,
            ITSELF,
            FAILING,
            HOOK,
            HOOK.replace("key_hook", "key_asking")
                .replace("key/hook", "key/asking")
                .replace("key/unique", "key/joined")
                .replace("verify: {type: none}", "verify: {type: none}, answer: result"))) {
      SuiteChecks.registered(one.post("/api/catalog/register", Map.of("content", playbook)));
    }
  }

  @AfterAll
  static void stopServers() {
    two.close();
    one.close();
  }

  @Test
  void anExecutionIsShownAndFoundByItsKey() throws Exception {
    String first = started(one, "key/plain", "A-1");
    String second = started(two, "key/plain", "A-1");
    String another = started(one, "key/plain", "A-2");

    assertThat(one.get("/api/executions/" + first).object()).containsEntry("key", "A-1");
    assertThat(one.get("/api/executions/" + first + "/overview").object())
        .containsEntry("key", "A-1");
    assertThat(found("/api/executions?key=A-1")).containsExactly(second, first);
    assertThat(found("/api/executions/search?key=A-1")).containsExactly(second, first);
    assertThat(found("/api/executions?key=A-2&path=key/plain")).containsExactly(another);
    assertThat(found("/api/executions?key=A-3")).isEmpty();
    go("plain", "A-1");
    go("plain", "A-2");
    SuiteChecks.await(one, first);
  }

  @Test
  void whileOneIsOpenAnotherWithItsKeyIsRefused() throws Exception {
    String open = started(one, "key/unique", "B-1");
    String another = started(one, "key/unique", "B-2");

    TestServer.Reply refused = start(two, "key/unique", Map.of("order", "B-1"));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.object())
        .containsEntry("code", "AP0409")
        .containsEntry("execution_id", open)
        .extractingByKey("detail")
        .asString()
        .isEqualTo(
            "The key 'B-1' of key/unique is taken: execution "
                + open
                + " has it and is open. Wait for its end or cancel it, or answer with it:"
                + " `when_taken: existing`");

    // paused it is open as well
    one.post("/api/executions/" + open + "/pause", Map.of());
    assertThat(start(one, "key/unique", Map.of("order", "B-1")).status()).isEqualTo(409);
    one.post("/api/executions/" + open + "/resume", Map.of());
    go("unique", "B-1");
    SuiteChecks.await(one, open);
    String next = started(two, "key/unique", "B-1");
    one.post("/api/executions/" + next + "/cancel", Map.of());
    SuiteChecks.await(one, next);
    assertThat(start(one, "key/unique", Map.of("order", "B-1")).status()).isEqualTo(200);
    go("unique", "B-1");
    go("unique", "B-2");
    SuiteChecks.await(one, another);
  }

  @Test
  void theSameStartSentAgainIsNoOther() {
    Map<String, Object> body =
        Map.of(
            "path",
            "key/unique",
            "payload",
            Map.of("order", "C-1"),
            "idempotency_key",
            "start of C-1");

    Map<String, Object> first = one.post("/api/execute", body).object();

    assertThat(two.post("/api/execute", body).object())
        .containsEntry("execution_id", first.get("execution_id"));
    go("unique", "C-1");
  }

  @Test
  void ofManyStartsAtOneInstantOnTwoServersOneIsRecorded() throws Exception {
    for (int round = 0; round < 5; round++) {
      String order = "D-" + round;
      List<TestServer.Reply> replies = together("key/unique", order);

      Map<String, Object> won =
          replies.stream()
              .filter(reply -> reply.status() == 200)
              .map(TestServer.Reply::object)
              .reduce(
                  (a, b) -> {
                    throw new AssertionError("two were started: " + a + " and " + b);
                  })
              .orElseThrow();
      assertThat(replies)
          .filteredOn(reply -> reply.status() != 200)
          .hasSize(replies.size() - 1)
          .allSatisfy(
              reply -> {
                assertThat(reply.status()).as(reply.text()).isEqualTo(409);
                assertThat(reply.object()).containsEntry("execution_id", won.get("execution_id"));
              });
      assertThat(found("/api/executions?key=" + order)).hasSize(1);
      go("unique", order);
    }
  }

  @Test
  void aStartMayBeAnsweredWithTheOpenOne() throws Exception {
    List<TestServer.Reply> replies = together("key/joined", "E-1");

    assertThat(replies).allMatch(reply -> reply.status() == 200);
    Set<String> ids = new HashSet<>();
    replies.forEach(reply -> ids.add(String.valueOf(reply.object().get("execution_id"))));
    assertThat(ids).hasSize(1);
    Map<String, Object> item = Map.of("path", "key/joined", "payload", Map.of("order", "E-1"));
    assertThat(one.post("/api/execute/batch", Map.of("executions", List.of(item, item))).object())
        .containsEntry("duplicates", 2L);
    go("joined", "E-1");
    SuiteChecks.await(one, ids.iterator().next());
  }

  @Test
  void aChildIsRefusedWhateverThePlaybookSays() throws Exception {
    for (String playbook : List.of("unique", "joined")) {
      String taken = started(two, "key/" + playbook, "F-1");

      assertThat(SuiteChecks.await(one, call("key/" + playbook, "F-1")))
          .containsEntry("status", "FAILED")
          .extractingByKey("error")
          .asString()
          .contains("could not start its playbook", "execution " + taken + " has it and is open");
      go(playbook, "F-1");
      assertThat(SuiteChecks.await(one, taken)).containsEntry("status", "COMPLETED");
    }
  }

  @Test
  void noneWaitsForItself() throws Exception {
    String id = String.valueOf(start(one, "key/itself", Map.of()).object().get("execution_id"));

    assertThat(SuiteChecks.await(one, id))
        .containsEntry("status", "FAILED")
        .extractingByKey("error")
        .asString()
        .contains("execution " + id + " has it and is open");
  }

  @Test
  void aWebhookThatIsAnsweredWithTheOpenOneDoesNotTellItsResult() {
    String open = started(one, "key/joined", "J-1");

    TestServer.Reply reply = two.post("/api/hooks/key/asking", Map.of("order", "J-1"));

    assertThat(reply.status()).as(reply.text()).isEqualTo(202);
    assertThat(reply.object()).containsEntry("execution_id", open).doesNotContainKey("result");
    go("joined", "J-1");
  }

  @Test
  void schedulesAndSubscriptionsAreRefusedToo() throws Exception {
    String open = started(one, "key/unique", "H-1");
    Map<String, Object> schedule =
        one.post(
                "/api/schedules",
                Map.of(
                    "path", "key/unique", "cron", "0 3 * * *", "payload", Map.of("order", "H-1")))
            .object();

    assertThat(two.post("/api/schedules/" + schedule.get("schedule_id") + "/run", null).status())
        .isEqualTo(409);
    TestServer.Reply refused = two.post("/api/hooks/key/hook", Map.of("order", "H-1"));
    assertThat(refused.status()).as(refused.text()).isEqualTo(409);
    assertThat(refused.object()).containsEntry("execution_id", open);
    assertThat(refused.text()).contains("execution " + open + " has it and is open");
    // who sends knows it: nobody else has to look after the message
    assertThat(one.get("/api/subscriptions").text())
        .contains("\"refused\":1", "execution " + open + " has it and is open");
    assertThat(
            one.database()
                .jdbc()
                .sql("SELECT count(*) FROM noetl.subscription_letter")
                .query(Integer.class)
                .single())
        .isZero();
    assertThat(two.post("/api/hooks/key/hook", Map.of("order", "H-2")).status()).isEqualTo(202);
    go("unique", "H-1");
    go("unique", "H-2");
  }

  @Test
  void aRerunNeedsTheKeyAsAnyStartDoes() throws Exception {
    String failed =
        String.valueOf(start(one, "key/failing", Map.of()).object().get("execution_id"));
    SuiteChecks.await(one, failed);
    String open =
        String.valueOf(
            start(one, "key/failing", Map.of("hold", true)).object().get("execution_id"));

    for (Map<String, Object> how :
        List.<Map<String, Object>>of(Map.of(), Map.of("from_failure", true))) {
      TestServer.Reply refused = two.post("/api/executions/" + failed + "/rerun", how);
      assertThat(refused.status()).as(refused.text()).isEqualTo(409);
      assertThat(refused.object()).containsEntry("execution_id", open);
    }
    go("failing", "1");
    SuiteChecks.await(one, open);
    String again =
        String.valueOf(
            two.post("/api/executions/" + failed + "/rerun", Map.of("from_failure", true))
                .object()
                .get("execution_id"));
    assertThat(SuiteChecks.await(one, again)).containsEntry("key", "1");
  }

  @Test
  void withoutAKeyNothingIsBoundAndAHoleIsAnError() throws Exception {
    String first = started(one, "key/unique", "");
    String second = started(one, "key/unique", "");

    assertThat(one.get("/api/executions/" + first).object()).containsEntry("key", null);
    assertThat(start(one, "key/needed", Map.of()))
        .satisfies(reply -> assertThat(reply.status()).isEqualTo(422))
        .extracting(TestServer.Reply::text)
        .asString()
        .contains("The 'key' of the execution can't be rendered (/executor/spec/key)", "number");
    assertThat(start(one, "key/unique", Map.of("order", "x".repeat(201))).text())
        .contains("is text of 201 signs (expected: text of at most 200 signs)");
    assertThat(start(one, "key/unique", Map.of("order", List.of(1))).text())
        .contains("is a list of 1 (expected: text of at most 200 signs)");
    for (String id : List.of(first, second)) {
      one.post("/api/executions/" + id + "/cancel", Map.of());
      assertThat(SuiteChecks.await(one, id)).containsEntry("status", "CANCELLED");
    }
  }

  private static String keyed(String name, String key) {
    return KEYED.formatted(name, key);
  }

  private static TestServer.Reply start(
      TestServer server, String path, Map<String, Object> payload) {
    return server.post("/api/execute", Map.of("path", path, "payload", payload));
  }

  private static String started(TestServer server, String path, String order) {
    TestServer.Reply reply = start(server, path, Map.of("order", order));
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return String.valueOf(reply.object().get("execution_id"));
  }

  private static String call(String path, String order) {
    return String.valueOf(
        start(one, "key/caller", Map.of("path", path, "order", order))
            .object()
            .get("execution_id"));
  }

  private static void go(String name, String order) {
    assertThat(
            one.post("/api/signals/go", Map.of("key", name + " " + order, "deliver", "all"))
                .status())
        .isEqualTo(200);
  }

  /** Twelve starts, half of them on each server, at one instant. */
  private static List<TestServer.Reply> together(String path, String order) throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<TestServer.Reply>> replies = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        TestServer server = i % 2 == 0 ? one : two;
        Callable<TestServer.Reply> start =
            () -> {
              gate.await();
              return start(server, path, Map.of("order", order));
            };
        replies.add(threads.submit(start));
      }
      gate.countDown();
      List<TestServer.Reply> all = new ArrayList<>();
      for (Future<TestServer.Reply> reply : replies) {
        all.add(reply.get());
      }
      return all;
    }
  }

  private static List<String> found(String query) {
    Object value = Objects.requireNonNull(two.get(query).value());
    Object items =
        value instanceof Map<?, ?> page ? Objects.requireNonNull(page.get("items")) : value;
    return ((List<?>) items)
        .stream()
            .flatMap(item -> Stream.of((Map<?, ?>) item))
            .map(item -> String.valueOf(item.get("execution_id")))
            .toList();
  }
}
