package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.store.JsonLike;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a console asks: lists, timelines of steps, values in parts, graphs, bulk actions. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ViewTest {
  private static final String ORDERS =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: orders, path: view/orders, labels: {team: data}}
      workload: {fail: true}
      workflow:
        - step: start
          tool: {kind: python, code: "def main(): return {'rows': [{'id': i, 'text': 'x' * 2000} for i in range(300)]}"}
          next: [{step: each}]
        - step: each
          loop: {in: [1, 2, 3, 4], iterator: n, mode: parallel}
          tool: {kind: python, code: "def main(n): print('item', n); return n * 10", args: {n: "{{ n }}"}}
          next: [{step: check}]
        - step: check
          tool:
            kind: python
            code: |
              def main(fail):
                  if fail:
                      raise ValueError("amount is negative")
                  return 1
            args: {fail: "{{ workload.fail }}"}
          retry: {max_attempts: 2, initial_delay: 0.01}
          case:
            - when: "{{ event.name == 'call.done' }}"
              then: [{next: [{step: good}]}]
        - step: good
          tool: {kind: python, code: "def main(): return 'good'"}
      """;

  private TestServer server;
  private JdbcClient jdbc;
  private String failed;
  private String good;

  @BeforeAll
  void start(@TempDir Path data) {
    server = TestServer.start(data);
    jdbc = server.database().jdbc();
    assertThat(server.post("/api/catalog/register", Map.of("content", ORDERS)).status())
        .isEqualTo(200);
    failed = run(Map.of("path", "view/orders", "labels", Map.of("customer", "acme-42")));
    good =
        run(
            Map.of(
                "path",
                "view/orders",
                "payload",
                Map.of("fail", false, "invoice", "RE_2026/4711"),
                "idempotency_key",
                "night-7"));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void anExecutionIsFoundByWhatPeopleKnowOfIt() {
    assertThat(found("q=4711")).containsExactly(good);
    assertThat(found("q=re%20invoice")).containsExactly(good);
    assertThat(found("q=amount%20negative")).contains(failed).doesNotContain(good);
    assertThat(found("q=" + good)).containsExactly(good);
    assertThat(found("key=night-7")).containsExactly(good);
    assertThat(found("label=customer:acme-42")).containsExactly(failed);
    assertThat(found("label=team:data,customer:acme-42")).containsExactly(failed);
    assertThat(found("path=view/*&status=FAILED&trigger=api&started_by=local")).contains(failed);
    assertThat(found("path=view/orders&from=" + encoded(Instant.now().plusSeconds(60)))).isEmpty();
    Map<String, Object> one = object(list(search("q=" + failed), "items").getFirst());
    assertThat(one)
        .containsEntry("labels", Map.of("team", "data", "customer", "acme-42"))
        .containsEntry("started_by", "local")
        .containsEntry("trigger", "api")
        .containsEntry("error", "amount is negative (view/orders@1:19)")
        .doesNotContainKeys("result", "payload");
    assertThat(String.valueOf(one.get("started_at"))).endsWith("Z");
  }

  @Test
  void aSecretIsNotFoundByItsBeginning() {
    server.post(
        "/api/credentials",
        Map.of(
            "name", "view_secret", "type", "generic", "data", Map.of("token", "veiled-xyz-word")));
    Map<String, Object> start =
        Map.of(
            "path",
            "view/orders",
            "idempotency_key",
            "ask veiled-xyz-word",
            "payload",
            Map.of("fail", false));
    Object first = server.post("/api/execute", start).object().get("execution_id");

    assertThat(server.post("/api/execute", start).object()).containsEntry("execution_id", first);
    await(String.valueOf(first));
    assertThat(found("q=veiled")).isEmpty();
    assertThat(found("q=xyz")).isEmpty();
    assertThat(
            server
                .database()
                .jdbc()
                .sql("SELECT string_agg(e::text, '') FROM noetl.execution e")
                .query(String.class)
                .single())
        .doesNotContain("veiled-xyz-word");
  }

  @Test
  void pagesGoOnBehindACursorWhateverIsStartedMeanwhile() {
    jdbc.sql(
            """
            INSERT INTO noetl.execution (execution_id, catalog_id, path, version, name, status, start_time, end_time)
            SELECT n, 1, 'view/many', 1, 'many', CASE WHEN n % 10 = 0 THEN 'FAILED' ELSE 'COMPLETED' END,
                   now() - interval '1 hour' - n / 3 * interval '1 second', now()
              FROM generate_series(1, 250) n
            """)
        .update();
    Set<String> seen = new HashSet<>();
    String cursor = "";
    int pages = 0;
    do {
      Map<String, Object> page = search("path=view/many&limit=100&count=true" + cursor);
      assertThat(page).containsEntry("total", 250L).containsEntry("total_is_more", false);
      list(page, "items").forEach(e -> assertThat(seen.add(text(e, "execution_id"))).isTrue());
      cursor = page.get("next_cursor") == null ? "" : "&cursor=" + page.get("next_cursor");
      pages++;
      jdbc.sql(
              "INSERT INTO noetl.execution (execution_id, catalog_id, path, version, name, status)"
                  + " VALUES (?, 1, 'view/many2', 1, 'many', 'COMPLETED')")
          .param(10_000 + pages)
          .update();
    } while (!cursor.isEmpty());
    assertThat(seen).hasSize(250);
    assertThat(pages).isEqualTo(3);

    Map<String, Object> counts =
        get(
            "/api/executions/counts?path=view/many&bucket=60&from="
                + encoded(Instant.now().minus(Duration.ofHours(3))));
    assertThat(counts).containsEntry("totals", Map.of("COMPLETED", 225L, "FAILED", 25L));
    assertThat(list(counts, "buckets")).hasSizeBetween(2, 4);
    assertThat(server.get("/api/executions/search?cursor=nonsense").status()).isEqualTo(422);
    assertThat(server.get("/api/executions/search?status=BROKEN").status()).isEqualTo(422);
    assertThat(server.get("/api/executions/search?to=").status()).isEqualTo(422);
  }

  @Test
  void theTimelineHasEachRunOfAStepItsAttemptsItemsAndTheWayItTook() {
    List<Map<String, Object>> steps =
        objects(list(get("/api/executions/" + failed + "/steps"), "steps"));
    assertThat(steps.stream().map(s -> s.get("step") + " " + s.get("status")))
        .containsExactly("start COMPLETED", "each COMPLETED", "check FAILED");
    assertThat(steps.get(0).get("edges"))
        .isEqualTo(List.of(Map.of("action", "/workflow/0/next", "step", 1L)));
    assertThat(steps.get(1))
        .containsEntry("items", Map.of("begun", 4L, "completed", 4L, "failed", 0L))
        .containsEntry("kind", "python");
    assertThat(steps.get(2)).containsEntry("attempts", 2L).containsEntry("fails", true);
    for (Map<String, Object> step : steps) {
      Instant issued = Instant.parse(text(step, "issued_at"));
      Instant started = Instant.parse(text(step, "started_at"));
      assertThat(issued).isBeforeOrEqualTo(started);
      assertThat(started).isBeforeOrEqualTo(Instant.parse(text(step, "ended_at")));
    }

    Map<String, Object> items =
        get("/api/executions/" + failed + "/steps/each/items?page_size=3&page=2&parts=10");
    assertThat(items)
        .containsEntry("total", 4L)
        .containsEntry("has_more", false)
        .containsEntry("counts", Map.of("COMPLETED", 4L));
    assertThat(list(items, "items")).hasSize(1);
    assertThat(objects(list(items, "density")).stream().mapToLong(d -> (Long) d.get("count")).sum())
        .isEqualTo(4);
    assertThat(list(get("/api/executions/" + failed + "/steps/each/items?status=failed"), "items"))
        .isEmpty();

    List<Map<String, Object>> calls =
        objects(list(get("/api/executions/" + failed + "/steps/check/calls"), "calls"));
    assertThat(calls).hasSize(2);
    assertThat(calls.get(0)).containsEntry("again", "retry").containsEntry("number", 1L);
    assertThat(calls.get(1)).containsEntry("again", null).containsEntry("number", 2L);
    assertThat(text(calls.get(1), "stack_trace")).contains("ValueError");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "retry: {max_attempts: 3, initial_delay: 3600, max_delay: 7200, jitter: false}",
        "spec: {policy: {rules: [{when: \"{{ output.status == 'error' }}\", then: {do: retry,"
            + " attempts: 3, delay: 3600}}]}}"
      })
  void theTimeBetweenTwoAttemptsIsToldApartFromRunning(String retry) {
    boolean policy = retry.startsWith("spec");
    String path = policy ? "view/policy" : "view/retry";
    String playbook =
        """
        apiVersion: noetl.io/v2
        kind: Playbook
        metadata: {name: late, path: %s}
        workflow:
          - step: start
            %s
            tool: {kind: python, code: "raise ValueError('not yet')"%s}
        """
            .formatted(path, policy ? "" : retry, policy ? ", " + retry : "");
    assertThat(server.post("/api/catalog/register", Map.of("content", playbook)).status())
        .isEqualTo(200);
    String id = start(Map.of("path", path));
    String failures =
        "/api/executions/" + id + "/events?event_type=" + (policy ? "task.failed" : "call.error");
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> !list(get(failures), "events").isEmpty());

    Map<String, Object> event = object(list(get(failures), "events").getFirst());
    Instant at = Instant.parse(text(event, "at"));
    Instant next = Instant.parse(text(event.get("meta"), "retry_at"));
    assertThat(Duration.between(at, next))
        .isBetween(Duration.ofMinutes(59), Duration.ofMinutes(60));
    Map<String, Object> step =
        object(list(get("/api/executions/" + id + "/steps"), "steps").getFirst());
    assertThat(step).containsEntry("status", "RUNNING").containsEntry("attempts", 2L);
    assertThat(objects(list(step, "gaps")))
        .containsExactly(gap("retry", text(event, "at"), text(event.get("meta"), "retry_at")));

    server.post("/api/executions/" + id + "/cancel", Map.of());
    await(id);
    Map<String, Object> stopped =
        object(list(get("/api/executions/" + id + "/steps"), "steps").getFirst());
    assertThat(Instant.parse(text(list(stopped, "gaps").getFirst(), "ended_at")))
        .isBetween(at, Instant.now());
    assertThat(list(get("/api/executions/" + id + "/steps/start/calls"), "calls").getFirst())
        .satisfies(call -> assertThat(object(call)).containsEntry("again", "retry"));
  }

  private static Map<String, Object> gap(String kind, String begun, String ended) {
    Map<String, Object> gap = new LinkedHashMap<>();
    gap.put("kind", kind);
    gap.put("begun_at", begun);
    gap.put("ended_at", ended);
    return gap;
  }

  @Test
  void theOverviewLeadsToTheFailure() {
    Map<String, Object> overview = get("/api/executions/" + failed + "/overview");
    assertThat(overview).containsEntry("status", "FAILED");
    Map<String, Object> failure = object(overview.get("failure"));
    assertThat(failure)
        .containsEntry("step", "check")
        .containsEntry("attempts", 2L)
        .containsEntry("item", null);
    assertThat(text(failure, "error")).contains("amount is negative");
    assertThat(get("/api/executions/" + good + "/overview")).containsEntry("failure", null);
    assertThat(server.get("/api/executions/1/overview").status()).isEqualTo(404);
  }

  @Test
  void aBigValueIsShownInParts() {
    String value = "/api/executions/" + good + "/value?of=step&name=start";
    Map<String, Object> root = get(value);
    assertThat(root).containsEntry("type", "object").containsEntry("has_more", false);
    assertThat(list(root, "cut")).contains("/rows");
    assertThat(list(object(root.get("value")), "rows")).hasSizeLessThanOrEqualTo(20);
    Map<String, Object> rows = get(value + "&pointer=/rows&offset=290&limit=100");
    assertThat(list(rows, "value")).hasSize(10);
    assertThat(rows).containsEntry("has_more", false);
    assertThat(get(value + "&pointer=/rows/299/id")).containsEntry("value", 299L);
    assertThat(String.valueOf(get(value + "&pointer=/rows/299/text").get("value"))).hasSize(2000);
    assertThat(server.get(value + "&pointer=/rows/300").status()).isEqualTo(404);
    assertThat(server.get(value + "&download=true").text().length()).isGreaterThan(600_000);
    assertThat(get("/api/executions/" + good + "/value?of=payload&pointer=/invoice"))
        .containsEntry("value", "RE_2026/4711");
    assertThat(get("/api/executions/" + good + "/value?of=item&name=each&item=2"))
        .containsEntry("value", 30L);
    assertThat(server.get("/api/executions/" + good + "/value?of=step&name=nope").status())
        .isEqualTo(404);
  }

  @Test
  void theServersSayOfWhichVersionTheyAre() {
    Map<String, Object> replicas = get("/api/replicas");
    assertThat(objects(list(replicas, "items")))
        .singleElement()
        .satisfies(
            one ->
                assertThat(one)
                    .containsEntry("version", replicas.get("version"))
                    .containsEntry("alive", true));
  }

  @Test
  void theGraphHasThePointersThatTheTimelineNames() {
    Map<String, Object> graph = get("/api/catalog/graph?path=view/orders");
    assertThat(objects(list(graph, "nodes")).stream().map(n -> n.get("id") + " " + n.get("name")))
        .containsExactly(
            "/workflow/0 start", "/workflow/1 each", "/workflow/2 check", "/workflow/3 good");
    assertThat(
            objects(list(graph, "edges")).stream()
                .map(e -> e.get("id") + ": " + e.get("from") + " " + e.get("to")))
        .containsExactly(
            "/workflow/0/next/0: /workflow/0 /workflow/1",
            "/workflow/1/next/0: /workflow/1 /workflow/2",
            "/workflow/2/case/0/then/0/next/0: /workflow/2 /workflow/3");
    List<Map<String, Object>> steps =
        objects(list(get("/api/executions/" + good + "/steps"), "steps"));
    assertThat(list(steps.get(2), "edges"))
        .isEqualTo(List.of(Map.of("action", "/workflow/2/case/0/then/0/next", "step", 3L)));
    assertThat(server.get("/api/catalog/graph?path=view/nope").status()).isEqualTo(404);
  }

  @Test
  void theGraphOfArcsHasTheWaysThatTheTimelineNames() {
    String arcs =
        """
        apiVersion: noetl.io/v2
        kind: Playbook
        metadata: {name: arcs, path: view/arcs}
        workflow:
          - step: first
            tool:
              - {name: one, kind: noop, result: 1}
              - {name: two, kind: python, code: "result = 2"}
            next:
              arcs:
                - {step: high, when: "{{ output.data > 1 }}"}
                - {step: low}
          - step: high
            tool: {kind: noop}
            next: {arcs: [{step: end}]}
          - step: low
            tool: {kind: noop}
          - step: end
            tool: {kind: noop}
        """;
    assertThat(server.post("/api/catalog/register", Map.of("content", arcs)).status())
        .isEqualTo(200);
    Map<String, Object> graph = get("/api/catalog/graph?path=view/arcs");

    assertThat(
            objects(list(graph, "edges")).stream()
                .map(e -> "%s %s: %s".formatted(e.get("kind"), e.get("id"), e.get("when"))))
        .containsExactly(
            "next /workflow/0/next/arcs/0: {{ output.data > 1 }}",
            "next /workflow/0/next/arcs/1: null",
            "next /workflow/1/next/arcs/0: null",
            "end /workflow/2/end: null");
    assertThat(object(list(graph, "nodes").getFirst())).containsEntry("kind", "noop, python");
    List<Map<String, Object>> steps =
        objects(
            list(get("/api/executions/" + run(Map.of("path", "view/arcs")) + "/steps"), "steps"));
    assertThat(list(steps.getFirst(), "edges"))
        .isEqualTo(List.of(Map.of("action", "/workflow/0/next/arcs/0", "step", 1L)));
  }

  @Test
  void aBulkActionSaysWhatItWouldDoAndForEachHowItWent() {
    assertThat(bulk(Map.of("action", "rerun", "filter", Map.of())).status()).isEqualTo(422);
    assertThat(bulk(Map.of("action", "rerun")).status()).isEqualTo(422);
    assertThat(
            bulk(Map.of("action", "cancel", "ids", List.of(), "from_failure", "perhaps")).status())
        .isEqualTo(422);
    assertThat(bulk(Map.of("action", "rerun", "filter", Map.of("stauts", "FAILED"))).status())
        .isEqualTo(422);
    Map<String, Object> filter = Map.of("label", Map.of("customer", "acme-42"), "trigger", "api");
    Map<String, Object> dry =
        bulk(Map.of("action", "rerun", "filter", filter, "dry_run", true)).object();
    assertThat(dry).containsEntry("matched", 1L).containsEntry("counts", Map.of("would", 1L));
    assertThat(bulk(Map.of("action", "rerun", "filter", filter, "expected", 2)).status())
        .isEqualTo(409);
    Map<String, Object> done =
        bulk(Map.of(
                "action",
                "rerun",
                "ids",
                List.of(failed, "1"),
                "from_failure",
                true,
                "expected",
                2))
            .object();
    assertThat(done).containsEntry("counts", Map.of("done", 1L, "failed", 1L));
    String again = text(object(list(done, "outcomes").getFirst()), "new_execution_id");
    await(again);
    assertThat(found("label=rerun_of:" + failed)).containsExactly(again);
    assertThat(bulk(Map.of("action", "cancel", "ids", List.of(again))).object())
        .containsEntry("counts", Map.of("skipped", 1L));
  }

  @Test
  void eventsHaveTextTwinsAndAreFollowedWithoutLosingOne() throws Exception {
    List<Map<String, Object>> events =
        objects(list(get("/api/executions/" + failed + "/events?page_size=1000"), "events"));
    for (Map<String, Object> event : events) {
      assertThat(event.get("event_id_text")).isEqualTo(String.valueOf(event.get("event_id")));
      assertThat(text(event, "at")).isEqualTo(event.get("created_at") + "Z");
    }
    assertThat(events.stream().filter(e -> e.get("event_type").equals("step.exit")).findFirst())
        .hasValueSatisfying(e -> assertThat(object(e.get("meta"))).containsKey("token"));

    Map<String, Object> whole =
        events.stream()
            .filter(e -> e.get("event_type").equals("step.exit"))
            .findFirst()
            .orElseThrow();
    Map<String, Object> head =
        object(
            list(
                    get("/api/executions/" + failed + "/events?event_type=step.exit&heads=true"),
                    "events")
                .getFirst());
    assertThat(whole.get("result")).isNotNull();
    assertThat(head).containsEntry("result", null).containsEntry("context", null);
    assertThat(head.get("meta")).isEqualTo(whole.get("meta"));
    assertThat(
            get(
                "/api/executions/"
                    + failed
                    + "/value?of=event&name="
                    + text(head, "event_id_text")))
        .containsEntry("type", "object");
    assertThat(stream("/api/executions/" + failed + "/events?follow=true&heads=true", null))
        .filteredOn(line -> line.startsWith("data: {\"event_id"))
        .isNotEmpty()
        .allMatch(line -> line.contains("\"result\":null"));

    List<String> all = stream("/api/executions/" + failed + "/events?follow=true", null);
    List<String> ids = ids(all);
    assertThat(ids)
        .containsExactlyElementsOf(
            events.stream().map(e -> text(e, "event_id_text")).collect(Collectors.toList()));
    assertThat(all)
        .contains("event: end", "data: {\"status\":\"FAILED\",\"events\":" + events.size() + "}");
    List<String> rest = stream("/api/executions/" + failed + "/events?follow=true", ids.get(9));
    assertThat(ids(rest)).containsExactlyElementsOf(ids.subList(10, ids.size()));
  }

  @Test
  void theListTellsItsChangesAsTheyCome() throws Exception {
    HttpRequest request =
        server
            .request("GET", "/api/executions/changes?path=view/orders&q=live-one", null)
            .header("Accept", "text/event-stream")
            .build();
    HttpResponse<java.io.InputStream> stream =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
    String id = start(Map.of("path", "view/orders", "payload", Map.of("word", "live-one")));
    List<String> seen = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("data: ")) {
          seen.add(line);
          if (line.contains("FAILED")) {
            break;
          }
        }
      }
    }
    assertThat(seen).isNotEmpty().allMatch(line -> line.contains(id));
    assertThat(get("/api/executions/changes?q=live-one")).containsKey("since");
    assertThat(server.get("/api/executions/changes?since=99999999999999999999").status())
        .isEqualTo(422);
  }

  @Test
  void logsAreSearchedTailedAndDownloaded() {
    String logs = "/api/executions/" + failed + "/logs";
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> list(get(logs + "?step=each"), "logs").size() == 4);
    assertThat(list(get(logs + "?q=ITEM%203"), "logs")).hasSize(1);
    assertThat(get(logs + "?step=each&stream=stdout&limit=1&count=true"))
        .containsEntry("total", 4L);
    List<Object> last = list(get(logs + "?step=each&tail=2"), "logs");
    List<Object> before =
        list(get(logs + "?step=each&before=" + text(last.getFirst(), "log_id")), "logs");
    assertThat(last).hasSize(2);
    assertThat(before).hasSize(2).doesNotContainAnyElementsOf(last);
    TestServer.Reply file = server.get(logs + "?download=true");
    assertThat(file.text().lines().filter(line -> line.contains("\teach\tstdout\titem ")))
        .hasSize(4);
    assertThat(file.headers().get("content-disposition").getFirst()).contains("attachment");
    assertThat(server.get(logs + "?stream=nope").status()).isEqualTo(422);
    assertThat(list(get(logs + "?step=each&item=3"), "logs"))
        .singleElement()
        .satisfies(line -> assertThat(object(line)).containsEntry("item", 3L));
    String since = text(last.getFirst(), "created_at");
    assertThat(list(get(logs + "?step=each&from=" + since), "logs")).containsAll(last);
    assertThat(list(get(logs + "?step=each&to=" + since), "logs"))
        .doesNotContainAnyElementsOf(last);
    assertThat(server.get(logs + "?from=yesterday").status()).isEqualTo(422);
    assertThat(server.get(logs + "?item=-1").status()).isEqualTo(422);
  }

  @Test
  void playbooksAreListedWithTheirNewestRunsAndVersions() {
    Map<String, Object> entry =
        object(list(get("/api/catalog/playbooks?q=view/ord"), "items").getFirst());
    assertThat(entry).containsEntry("path", "view/orders").doesNotContainKey("content");
    assertThat((Long) object(entry.get("runs")).get("failed")).isGreaterThanOrEqualTo(1);
    assertThat(list(get("/api/catalog/versions?path=view/orders"), "versions")).hasSize(1);
    assertThat(get("/api/whoami"))
        .containsEntry("name", "local")
        .containsEntry("role", "admin")
        .containsEntry("roles", List.of("viewer", "operator", "editor", "admin"));
  }

  @Test
  void aScheduleIsChangedAndTellsItsNextTimes() {
    Map<String, Object> plan =
        new LinkedHashMap<>(Map.of("path", "view/orders", "cron", "0 3 * * *", "timezone", "UTC"));
    String id = text(server.post("/api/schedules", plan).object(), "schedule_id");
    plan.put("cron", "30 4 * * *");
    plan.put("name", "nightly");
    Map<String, Object> changed = server.call("PUT", "/api/schedules/" + id, json(plan)).object();
    assertThat(changed).containsEntry("cron", "30 4 * * *").containsEntry("name", "nightly");
    assertThat(text(changed, "next_run_at")).contains("T04:30:00");
    assertThat(get("/api/schedules/" + id + "/next?count=2&from=2026-03-01T00:00:00Z").get("times"))
        .isEqualTo(List.of("2026-03-01T04:30:00Z", "2026-03-02T04:30:00Z"));
    plan.put("cron", "never");
    assertThat(server.call("PUT", "/api/schedules/" + id, json(plan)).status()).isEqualTo(422);
    assertThat(server.call("PUT", "/api/schedules/1", json(plan)).status()).isIn(404, 422);
    server.call("DELETE", "/api/schedules/" + id, null);
  }

  private List<String> stream(String path, String last) throws Exception {
    HttpRequest.Builder request = server.request("GET", path, null);
    if (last != null) {
      request.header("Last-Event-ID", last);
    }
    return server.send(request).text().lines().toList();
  }

  private static List<String> ids(List<String> lines) {
    return lines.stream().filter(l -> l.startsWith("id: ")).map(l -> l.substring(4)).toList();
  }

  private String start(Map<String, ?> body) {
    return text(server.post("/api/execute", body).object(), "execution_id");
  }

  private String run(Map<String, ?> body) {
    String id = start(body);
    await(id);
    return id;
  }

  private void await(String id) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(180))
        .until(() -> (Boolean) get("/api/executions/" + id + "/status").get("completed"));
  }

  private TestServer.Reply bulk(Map<String, ?> body) {
    return server.post("/api/executions/bulk", body);
  }

  private List<String> found(String query) {
    return list(search(query), "items").stream().map(e -> text(e, "execution_id")).toList();
  }

  private Map<String, Object> search(String query) {
    return get("/api/executions/search?" + query);
  }

  private Map<String, Object> get(String path) {
    TestServer.Reply reply = server.get(path);
    assertThat(reply.status()).as(path + ": " + reply.text()).isEqualTo(200);
    return reply.object();
  }

  private static String json(Map<String, ?> map) {
    return new io.noetl.camel.store.Json().write(map);
  }

  private static String encoded(Instant time) {
    return URLEncoder.encode(time.toString(), StandardCharsets.UTF_8);
  }

  private static List<Object> list(Map<String, Object> map, String name) {
    return new ArrayList<>((List<?>) map.get(name));
  }

  private static String text(Object map, String name) {
    return String.valueOf(((Map<?, ?>) map).get(name));
  }

  private static Map<String, Object> object(Object map) {
    return JsonLike.object((Map<?, ?>) map);
  }

  private static List<Map<String, Object>> objects(List<?> list) {
    return list.stream().map(ViewTest::object).toList();
  }
}
