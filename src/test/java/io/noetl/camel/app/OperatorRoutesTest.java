package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.component.playbook.PlaybookConstants;
import io.noetl.camel.component.python.PythonComponent;
import io.noetl.camel.component.python.PythonEngines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Routes of the operator's own on a server start playbooks, and share its interpreters. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperatorRoutesTest {
  private static final String ROUTES =
      """
      - route:
          id: own-waits
          from:
            uri: direct:waits
            steps:
              - to: {uri: "python:prepare", parameters: {code: "result = {'n': body}"}}
              - to: {uri: "playbook:routes/double", parameters: {wait: true}}
      - route:
          id: own-goes-on
          from:
            uri: direct:goes-on
            steps:
              - to: {uri: "playbook:routes/double", parameters: {wait: false}}
      - route:
          id: own-fails
          from:
            uri: direct:fails
            steps:
              - to: playbook:routes/broken
      - route:
          id: own-database
          from:
            uri: direct:database
            steps:
              - to: {uri: "duckdb::memory:", parameters: {sql: "SELECT $body * 2 AS n", outputType: SELECT_ONE}}
      """;

  private TestServer server;

  @BeforeAll
  void start(@TempDir Path data) throws IOException {
    Path routes = Files.writeString(data.resolve("own.camel.yaml"), ROUTES);
    server =
        TestServer.start(
            data,
            "--camel.main.routes-include-pattern=classpath:routes/*.camel.yaml,file:" + routes);
    register(
        "double",
        "{kind: python, code: \"result = {'twice': int(workload['n']) * 2}\", args: {workload: \"{{"
            + " workload }}\"}}");
    register("broken", "{kind: python, code: \"raise ValueError('no stock')\"}");
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private void register(String name, String tool) {
    TestServer.Reply reply =
        server.post(
            "/api/catalog/register",
            Map.of(
                "content",
                """
                apiVersion: noetl.io/v2
                kind: Playbook
                metadata: {name: %s, path: routes/%s}
                workflow:
                  - step: start
                    tool: %s
                """
                    .formatted(name, name, tool)));
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
  }

  private Exchange send(String route, Object body) {
    try (var template = server.bean(CamelContext.class).createProducerTemplate()) {
      return template.request("direct:" + route, exchange -> exchange.getMessage().setBody(body));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void theResultOfAPlaybookIsTheBody() {
    Exchange exchange = send("waits", 21);
    assertThat(exchange.getException()).isNull();
    assertThat(exchange.getMessage().getBody()).isEqualTo(Map.of("twice", 42L));
    assertThat(exchange.getMessage().getHeader(PlaybookConstants.STATUS)).isEqualTo("COMPLETED");
    assertThat(exchange.getMessage().getHeader(PlaybookConstants.EXECUTION_ID, String.class))
        .matches("\\d+");
  }

  @Test
  void withoutWaitingTheBodyIsTheExecution() throws InterruptedException {
    Exchange exchange = send("goes-on", "{\"n\": 4}");
    String id = exchange.getMessage().getBody(String.class);
    SuiteChecks.await(server, id);
    assertThat(server.get("/api/executions/" + id).text()).contains("\"twice\":8");
  }

  @Test
  void aPlaybookThatFailsIsTheExchangesException() {
    Exchange exchange = send("fails", null);
    assertThat(exchange.getException())
        .isInstanceOf(CamelExecutionException.class)
        .hasMessageContaining("Playbook routes/broken ended FAILED")
        .hasMessageContaining("no stock");
  }

  @Test
  void routesShareTheServersInterpretersAndDatabases() {
    PythonComponent component =
        server.bean(CamelContext.class).getComponent("python", PythonComponent.class);
    assertThat(component.getEngines()).isSameAs(server.bean(PythonEngines.class));
    assertThat(send("database", 4).getMessage().getBody()).isEqualTo(8L);
  }
}
