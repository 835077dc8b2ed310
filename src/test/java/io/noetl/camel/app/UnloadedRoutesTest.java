package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Playbooks that nobody runs any more give their routes back, and get them again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ResourceLock(TestServer.WITH_JMX)
class UnloadedRoutesTest {
  private static final int LOADED = 200;
  private static final int PLAYBOOKS = LOADED + 40;

  private TestServer server;
  private CamelContext context;

  @BeforeAll
  void start(@TempDir Path data) {
    server = TestServer.start(data, TestServer.WITH_JMX);
    context = server.bean(CamelContext.class);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void theLeastRecentlyUsedAreUnloadedAndRunAgain() throws Exception {
    int before = context.getRoutes().size();
    int endpoints = context.getEndpoints().size();
    List<String> started = new ArrayList<>();
    for (int i = 0; i < PLAYBOOKS; i++) {
      register("unloaded_" + i);
      started.add(run("unloaded_" + i));
    }
    for (String id : started) {
      SuiteChecks.await(server, id);
    }

    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> context.getRoutes().size() <= before + 2 * LOADED);
    assertThat(context.getEndpoints().size()).isLessThanOrEqualTo(endpoints + 2 * LOADED + 20);
    assertThat(beans("routes/unloaded_0@")).isZero();
    assertThat(beans("routes/unloaded_" + (PLAYBOOKS - 1) + "@")).isPositive();

    String again = run("unloaded_0");
    SuiteChecks.await(server, again);
    assertThat(server.get("/api/executions/" + again).object().get("status"))
        .isEqualTo("COMPLETED");
    assertThat(beans("routes/unloaded_0@")).isPositive();
  }

  /** The MBeans whose route or name tells of a playbook. */
  private static long beans(String route) throws JMException {
    return ManagementFactory.getPlatformMBeanServer()
        .queryNames(new ObjectName("org.apache.camel:*"), null)
        .stream()
        .filter(name -> name.getCanonicalName().contains(route))
        .count();
  }

  private void register(String name) {
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
                    tool: {kind: noop}
                    next: [{step: meet}, {step: meet}]
                  - step: meet
                    tool: {kind: noop}
                """
                    .formatted(name, name)));
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
  }

  private String run(String name) {
    TestServer.Reply reply =
        server.post("/api/execute", Map.of("path", "routes/" + name, "payload", Map.of()));
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return String.valueOf(reply.object().get("execution_id"));
  }
}
