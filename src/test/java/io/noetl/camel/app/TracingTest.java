package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.store.Json;
import io.noetl.camel.testing.EchoServer;
import io.opentelemetry.proto.trace.v1.Span;
import java.net.http.HttpRequest;
import java.nio.file.Path;
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
    server = TestServer.start(data, "--noetl.tracing.endpoint=" + collector.url());
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
    // that one, and two attempts of the last step
    assertThat(collector.count(trace, "GET")).isEqualTo(3);
  }

  @Test
  void aTraceOfOnesOwnHasTheIdThatTheExecutionSays() throws InterruptedException {
    Map<String, Object> ended = run("child", null);

    String trace = String.valueOf(ended.get("trace_id"));
    assertThat(Collector.parent(collector.span(trace, "traces/child"))).isEmpty();
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
    String document =
        "apiVersion: noetl.io/v2\nkind: Playbook\nmetadata: {name: %s, path: traces/%s}\nworkflow:\n"
                .formatted(name, name)
            + workflow.indent(2);
    TestServer.Reply reply = server.post("/api/catalog/register", Map.of("content", document));
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
  }
}
