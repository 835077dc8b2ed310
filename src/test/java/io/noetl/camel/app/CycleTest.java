package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * What must not grow: the heap with the hops of a cycle, the routes with the playbooks that are
 * registered. {@code -Dcycle.hops=100000} and {@code -Dregistered=10000} for the whole numbers.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Isolated("the heap of the whole process is measured")
class CycleTest {
  private static final int HOPS = Integer.getInteger("cycle.hops", 4_000);
  private static final int REGISTERED = Integer.getInteger("registered", 200);
  private static final long BYTES_PER_HOP = 2_048;

  // What earlier tests of the process leave behind moves the heap once; a leak moves it in each
  // stretch.
  private static final int STRETCHES = 5;

  private static final Duration PATIENCE = Duration.ofMinutes(20);

  private TestServer server;

  @BeforeAll
  void start(@TempDir Path data) {
    server = TestServer.start(data);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void aCycleRunsInFlatMemory() throws InterruptedException {
    register(
        "cycle",
        """
          - step: start
            next: hop
            tool: {kind: python, code: "result = {'n': 0}"}
          - step: hop
            case:
              - when: "{{ event.name == 'call.done' and response.n < %d }}"
                then: {set: {n: "{{ response.n }}"}, next: [{step: hop}]}
            tool: {kind: python, args: {n: "{{ n | default(0) }}"}, code: "result = {'n': n + 1}"}
        """
            .formatted(HOPS));
    String id = start("cycle");

    long[] growth = new long[STRETCHES];
    await(id, HOPS / (STRETCHES + 1));
    long before = heap();
    for (int i = 0; i < STRETCHES; i++) {
      await(id, HOPS * (i + 2) / (STRETCHES + 1));
      long after = heap();
      growth[i] = after - before;
      before = after;
    }

    System.out.printf("heap after GC: %,d; growth %s%n", before, Arrays.toString(growth));
    Arrays.sort(growth);
    assertThat(growth[STRETCHES / 2])
        .as("the median of %s", Arrays.toString(growth))
        .isLessThan(BYTES_PER_HOP * HOPS / STRETCHES);
  }

  @Test
  void playbooksThatNobodyRunsHaveNoRoute() throws InterruptedException {
    CamelContext context = server.bean(CamelContext.class);
    int before = context.getRoutes().size();
    for (int i = 0; i < REGISTERED; i++) {
      register(
          "registered_" + i,
          "  - step: start\n    tool: {kind: python, code: \"result = {'n': 1}\"}\n");
    }
    assertThat(context.getRoutes()).hasSize(before);

    SuiteChecks.await(server, start("registered_0"));

    assertThat(context.getRoutes()).hasSize(before + 1);
  }

  private void register(String name, String workflow) {
    TestServer.Reply reply =
        server.post(
            "/api/catalog/register",
            Map.of(
                "content",
                "apiVersion: noetl.io/v2\nkind: Playbook\nmetadata: {name: %s, path: cycle/%s}\nworkflow:\n"
                        .formatted(name, name)
                    + workflow));
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
  }

  private String start(String name) {
    return String.valueOf(
        server.post("/api/execute", Map.of("path", "cycle/" + name)).object().get("execution_id"));
  }

  private void await(String id, int hops) throws InterruptedException {
    Instant until = Instant.now().plus(PATIENCE);
    while (exits(id) < hops) {
      assertThat(Instant.now()).as("%d hops so far".formatted(exits(id))).isBefore(until);
      Thread.sleep(50);
    }
  }

  private int exits(String id) {
    return server
        .database()
        .jdbc()
        .sql(
            "SELECT count(*)::int FROM noetl.event WHERE execution_id = :id AND event_type ="
                + " 'step.exit'")
        .param("id", Long.parseLong(id))
        .query(Integer.class)
        .single();
  }

  /**
   * What the full collection itself left, in bytes: what other threads allocate until this one goes
   * on is none of it.
   */
  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP && pool.isUsageThresholdSupported())
        .mapToLong(pool -> pool.getCollectionUsage().getUsed())
        .sum();
  }
}
