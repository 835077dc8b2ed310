package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.store.Json;
import io.noetl.camel.testing.EchoServer;
import io.opentelemetry.proto.trace.v1.Span;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Executions are traces, as an OpenTelemetry collector receives them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TracingTest {
  private static final String CALLER = "00f067aa0ba902b7";

  private final Collector collector = new Collector();
  private final EchoServer service = new EchoServer();
  private TestServer server;

  @BeforeAll
  void start(@TempDir Path data) {
    server =
        TestServer.start(
            data,
            "--noetl.tracing.endpoint=" + collector.url(),
            "--noetl.tracing.link=https://traces.example/t/{trace_id}?tab=tree");
    register(
        "child",
        """
        - step: start
          tool: {kind: noop, result: {ok: true}}
        """);
    register(
        "parent",
        """
        - step: start
          tool: {kind: http, method: GET, url: "%s/echo?key=hidden"}
          next: [{step: each}]
        - step: each
          loop: {in: [1, 2], iterator: n}
          tool: {kind: noop, result: "{{ n }}"}
          next: [{step: call}]
        - step: call
          tool: {kind: playbook, path: traces/child}
          next: [{step: broken}]
        - step: broken
          tool: {kind: http, method: GET, url: "%s/missing"}
          retry: {max_attempts: 2, initial_delay: 0.01}
        """
            .formatted(service.url(""), service.url("")));
    server.post(
        "/api/credentials",
        Map.of(
            "name",
            "traced",
            "type",
            "postgres",
            "data",
            Map.of(
                "db_host", "127.0.0.1",
                "db_port", server.database().port(),
                "db_user", "postgres",
                "db_password", "postgres",
                "db_name", "postgres")));
    register(
        "statements",
        """
        - step: start
          tool:
            kind: postgres
            auth: traced
            commands:
              - CREATE TEMP TABLE t (n int)
              - INSERT INTO t VALUES (:n)
              - SELECT n FROM nowhere
            params: {n: 70707}
          on_error: continue
          next: [{step: one}]
        - step: one
          tool: {kind: postgres, auth: traced, query: "SELECT 1"}
          next: [{step: files}]
        - step: files
          tool: {kind: duckdb, commands: "CREATE TABLE a (n int); SELECT 'password=hush-hush' AS b"}
        """);
    register(
        "waits",
        """
        - step: start
          tool: {kind: noop}
          next: [{step: nap}]
        - step: nap
          tool: {kind: wait, seconds: 2}
        """);
    register(
        "limited",
        """
        - step: start
          tool: {kind: noop}
        """,
        "concurrency: 1\n");
  }

  @AfterAll
  void stop() {
    server.close();
    collector.close();
    service.close();
  }

  @Test
  void anExecutionIsOneTraceBelowItsCallersSpanWithStepsItemsCallsAndChildren()
      throws InterruptedException {
    String trace = "4bf92f3577b34da6a3ce929d0e0e4736";

    Map<String, Object> ended = run("parent", "00-" + trace + "-" + CALLER + "-01");

    Span execution = collector.span(trace, "traces/parent");
    assertThat(Collector.parent(execution)).isEqualTo(CALLER);
    assertThat(Collector.failed(execution)).isTrue();
    assertThat(Collector.attribute(execution, "cicd.pipeline.result")).isEqualTo("failure");
    Span loop = collector.span(trace, "each");
    Span call = collector.span(trace, "call");
    assertThat(Collector.parent(loop)).isEqualTo(Collector.id(execution));
    assertThat(Collector.parent(call)).isEqualTo(Collector.id(execution));
    for (String item : new String[] {"each[0]", "each[1]"}) {
      assertThat(Collector.parent(collector.span(trace, item))).isEqualTo(Collector.id(loop));
    }
    Span child = collector.span(trace, "traces/child");
    assertThat(Collector.parent(child)).isEqualTo(Collector.id(call));
    Span broken = collector.span(trace, "broken");
    assertThat(Collector.failed(broken)).isTrue();
    assertThat(broken.getStatus().getMessage()).startsWith("GET http://127.0.0.1:");
    assertThat(ended.get("status")).isEqualTo("FAILED");

    Map<?, ?> seen = (Map<?, ?>) result(ended, "start").get("data");
    String sent = String.valueOf(((Map<?, ?>) seen.get("headers")).get("traceparent"));
    assertThat(sent).startsWith("00-" + trace + "-").endsWith("-01");
    Span get = collector.withId(trace, sent.split("-")[2]);
    assertThat(get.getName()).isEqualTo("GET");
    Span start = collector.withId(trace, Collector.parent(get));
    assertThat(start.getName()).isEqualTo("start");
    assertThat(Collector.parent(start)).isEqualTo(Collector.id(execution));
    assertThat(Collector.attribute(get, "http.response.status_code")).isEqualTo("200");
    assertThat(Collector.attribute(get, "url.full")).endsWith("/echo");
    assertThat(Collector.attribute(get, "server.address")).isEqualTo("127.0.0.1");
    assertThat(Collector.attribute(get, "server.port")).isNotEmpty();
    for (Span attempt : collector.below(trace, broken)) {
      assertThat(Collector.attribute(attempt, "error.type")).isEqualTo("404");
    }
    // that one, and two attempts of the last step
    assertThat(collector.count(trace, "GET")).isEqualTo(3);
  }

  @Test
  void eachStatementOfAListIsASpanBelowItsCall() throws InterruptedException {
    String trace = String.valueOf(run("statements", null).get("trace_id"));

    Span failed =
        Waiting.until(
                () -> collector.of(trace, "SELECT").stream().filter(Collector::failed).toList(),
                found -> found.size() == 1)
            .getFirst();
    Span list = collector.withId(trace, Collector.parent(failed));
    String port = Integer.toString(server.database().port());
    assertThat(list.getName()).isEqualTo("postgres");
    assertThat(Collector.attribute(list, "db.operation.batch.size")).isEqualTo("3");
    assertThat(Collector.attribute(list, "error.type")).isEqualTo("SqlNameError");
    assertThat(Collector.failed(failed)).isTrue();
    assertThat(failed.getStatus().getMessage()).contains("nowhere");
    assertThat(Collector.attribute(failed, "error.type")).isEqualTo("SqlNameError");
    assertThat(Collector.attribute(failed, "db.response.status_code")).isEqualTo("42P01");
    Span insert = collector.span(trace, "INSERT");
    assertThat(Collector.attribute(insert, "db.query.text")).isEqualTo("INSERT INTO t VALUES (:n)");
    assertThat(Collector.parent(insert)).isEqualTo(Collector.id(list));
    for (Span span : List.of(list, insert)) {
      assertThat(Collector.attribute(span, "db.system.name")).isEqualTo("postgresql");
      assertThat(Collector.attribute(span, "db.namespace")).isEqualTo("postgres");
      assertThat(Collector.attribute(span, "server.address")).isEqualTo("127.0.0.1");
      assertThat(Collector.attribute(span, "server.port")).isEqualTo(port);
    }
    List<Span> postgres =
        Waiting.until(() -> collector.of(trace, "postgres"), found -> found.size() == 2);
    assertThat(postgres)
        .extracting(span -> Collector.attribute(span, "db.query.text"))
        .containsExactly("", "SELECT 1");
    Span file = collector.span(trace, "duckdb");
    assertThat(
            Waiting.until(
                () ->
                    collector.below(trace, file).stream()
                        .map(span -> Collector.attribute(span, "db.query.text"))
                        .toList(),
                found -> found.size() == 2))
        .containsExactly("CREATE TABLE a (n int)", "SELECT 'password=***' AS b");
  }

  @Test
  void aTraceOfOnesOwnHasTheIdThatTheExecutionSays() throws InterruptedException {
    Map<String, Object> ended = run("child", null);

    String trace = String.valueOf(ended.get("trace_id"));
    assertThat(Collector.parent(collector.span(trace, "traces/child"))).isEmpty();
    assertThat(ended).containsEntry("trace_url", "https://traces.example/t/" + trace + "?tab=tree");
    String id = String.valueOf(ended.get("execution_id"));
    assertThat(server.get("/api/executions/" + id + "/overview").object())
        .containsEntry("trace_id", trace)
        .containsEntry("trace_url", ended.get("trace_url"));
  }

  @Test
  void whatACallerDoesNotRecordIsToldOfWhereItFailsAlone() throws InterruptedException {
    String trace = "0af7651916cd43dd8448eb211c80319c";

    run("parent", "00-" + trace + "-" + CALLER + "-00");

    assertThat(Collector.failed(collector.span(trace, "broken"))).isTrue();
    assertThat(Collector.failed(collector.span(trace, "traces/parent"))).isTrue();
    // these two, and the two attempts
    assertThat(collector.count(trace)).isEqualTo(4);
  }

  @Test
  void commitsAndTheTimeInWhichAnExecutionWaitsForRoomAreSpansBelowIt()
      throws InterruptedException {
    // what has a bound waits in the table, be it for a moment
    String trace = String.valueOf(run("limited", null).get("trace_id"));

    Span execution = collector.span(trace, "traces/limited");
    Span waited = collector.span(trace, "wait for room");
    assertThat(Collector.parent(waited)).isEqualTo(Collector.id(execution));
    assertThat(waited.getStartTimeUnixNano()).isEqualTo(execution.getStartTimeUnixNano());
    assertThat(Waiting.until(() -> collector.of(trace, "commit"), found -> !found.isEmpty()))
        .allSatisfy(
            commit -> {
              assertThat(Collector.parent(commit)).isEqualTo(Collector.id(execution));
              assertThat(Collector.attribute(commit, "db.system.name")).isEqualTo("postgresql");
              assertThat(Collector.attribute(commit, "server.port"))
                  .isEqualTo(Integer.toString(server.database().port()));
              assertThat(Collector.attribute(commit, "db.namespace")).isNotEmpty();
            });
  }

  @Test
  void anExecutionThatAMessageStartsStandsBelowTheSpanInItsHeader() throws InterruptedException {
    String trace = "2af7651916cd43dd8448eb211c80319e";
    TestServer.Reply registered =
        server.post(
            "/api/catalog/register",
            Map.of(
                "content",
                """
                apiVersion: noetl.io/v2
                kind: Subscription
                metadata: {name: traced, path: traces/hook}
                spec:
                  source: webhook
                  ingress: {path: traced, verify: {type: none}}
                  dispatch: {playbook: traces/child}
                """));
    assertThat(registered.status()).as(registered.text()).isEqualTo(200);

    TestServer.Reply reply =
        server.send(
            server
                .request("POST", "/api/hooks/traced", Map.of())
                .header("traceparent", "00-" + trace + "-" + CALLER + "-01"));

    assertThat(reply.status()).as(reply.text()).isEqualTo(202);
    assertThat(Collector.parent(collector.span(trace, "traces/child"))).isEqualTo(CALLER);
  }

  @Test
  void aStepThatWaitsIsASpanAsLongAsItHasWaited() throws InterruptedException {
    String trace = String.valueOf(run("waits", null).get("trace_id"));

    Span waited = collector.span(trace, "nap");
    assertThat(waited.getEndTimeUnixNano() - waited.getStartTimeUnixNano())
        .isGreaterThanOrEqualTo(1_000_000_000L);
    assertThat(Collector.attribute(waited, "cicd.pipeline.task.run.result")).isEqualTo("success");
  }

  @Test
  void histogramsHaveTheirExecutionsTracesAsExemplars() throws InterruptedException {
    Map<String, Object> ended = run("child", null);

    String text =
        server
            .send(
                server
                    .request("GET", "/metrics", null)
                    .header("Accept", "application/openmetrics-text"))
            .text();

    assertThat(text)
        .endsWith("# EOF\n")
        .containsPattern(
            "noetl_step_seconds_bucket\\{kind=\"noop\".*#"
                + " \\{span_id=\"[0-9a-f]{16}\",trace_id=\"[0-9a-f]{32}\"}");
    assertThat(ended).containsKey("trace_id");
  }

  @Test
  void aProblemSaysWhichTraceItsRequestIsPartOf() {
    String trace = "1af7651916cd43dd8448eb211c80319d";

    TestServer.Reply reply =
        server.send(
            server
                .request("GET", "/api/executions/1", null)
                .header("traceparent", "00-" + trace + "-" + CALLER + "-01"));

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.object()).containsEntry("trace_id", trace);
    assertThat(server.get("/api/executions/1").object()).doesNotContainKey("trace_id");
  }

  private Map<String, Object> run(String name, @Nullable String header)
      throws InterruptedException {
    HttpRequest.Builder request =
        server.request(
            "POST", "/api/execute", Map.of("path", "traces/" + name, "payload", Map.of()));
    if (header != null) {
      request.header("traceparent", header);
    }
    TestServer.Reply reply = server.send(request);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    String id = String.valueOf(reply.object().get("execution_id"));
    SuiteChecks.await(server, id);
    return server.get("/api/executions/" + id).object();
  }

  private Map<?, ?> result(Map<String, Object> ended, String step) {
    return (Map<?, ?>)
        server
            .database()
            .jdbc()
            .sql(
                "SELECT result::text FROM noetl.event WHERE execution_id = ? AND event_type ="
                    + " 'step.exit' AND node_name = ?")
            .params(Long.parseLong(String.valueOf(ended.get("execution_id"))), step)
            .query((row, number) -> new Json().readObject(row.getString(1)))
            .single();
  }

  private void register(String name, String workflow) {
    register(name, workflow, "");
  }

  private void register(String name, String workflow, String more) {
    String document =
        "apiVersion: noetl.io/v2\nkind: Playbook\nmetadata: {name: %s, path: traces/%s}\n%sworkflow:\n"
                .formatted(name, name, more)
            + workflow.indent(2);
    TestServer.Reply reply = server.post("/api/catalog/register", Map.of("content", document));
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
  }
}
