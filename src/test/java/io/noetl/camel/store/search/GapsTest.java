package io.noetl.camel.store.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.store.Json;
import io.noetl.camel.store.TestDatabase;
import java.time.LocalDateTime;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When nothing of a step ran although it was under way, as the log of an execution tells. */
class GapsTest {
  private final TestDatabase database = TestDatabase.migrated();
  private final StepQueries steps = new StepQueries(database.jdbc(), new Json());
  private final PauseQueries pauses = new PauseQueries(database.jdbc());
  private long lastId;

  @Test
  void aRetryWaitsForItsDelay() {
    event(0, "step.enter", "call", "{}");
    event(1, "call.error", "call", retryAt(5));
    event(6, "call.error", "call", retryAt(10));
    event(11, "step.exit", "call", "{}");

    assertThat(steps.steps(1).getFirst())
        .returns(2, StepSpan::retries)
        .returns(List.of(retry(1, 5), retry(6, 10)), StepSpan::gaps);
    assertThat(steps.calls(1, "call", "7", null, 10))
        .extracting(StepQueries.CallSpan::nextAt)
        .containsExactly(null, at(5), at(10), null);
  }

  @Test
  void whoTakesItOverWaitsForNoDelay() {
    event(0, "step.enter", "call", "{}");
    event(1, "call.error", "call", retryAt(50));
    event(20, "step.enter", "call", "{}");

    assertThat(steps.steps(1).getFirst().gaps()).containsExactly(retry(1, 20));
  }

  /** Servers wrote such logs before. */
  @Test
  void whereTheLogDoesNotSayWhenItGoesOnThereIsNoGap() {
    event(0, "step.enter", "call", "{}");
    event(1, "call.error", "call", "{\"again\": \"retry\"}");

    assertThat(steps.steps(1).getFirst())
        .returns(1, StepSpan::retries)
        .returns(List.of(), StepSpan::gaps);
  }

  @Test
  void anItemHasItsOwn() {
    event(0, "step.enter", "each", "{\"item\": 3}");
    event(
        1,
        "call.error",
        "each",
        "{\"item\": 3, \"again\": \"retry\", \"retry_at\": \"" + at(4) + "Z\"}");

    LoopItems items = steps.items(1, "each", null, new StepQueries.Page(null, 0, 10, 0));
    assertThat(items.page())
        .singleElement()
        .returns(1, ItemSpan::retries)
        .returns(List.of(retry(1, 4)), ItemSpan::gaps);
    assertThat(steps.steps(1).getFirst().gaps()).isEmpty();
  }

  /** What ran when it was paused went on to its end: the second item for 5 s, the call for ever. */
  @Test
  void aPausedLoopBeginsNoItemAndAPausedListNoTask() {
    event(0, "step.enter", "call", "{}");
    event(0, "step.enter", "tasks", "{}");
    event(0, "step.enter", "each", "{\"item\": 0}");
    event(8, "step.exit", "each", "{\"item\": 0}");
    event(9, "step.enter", "each", "{\"item\": 1}");
    event(10, "playbook.paused", "a/b", "{\"reason\": \"a look\"}");
    event(12, "task.done", "tasks", "{}");
    event(15, "step.exit", "each", "{\"item\": 1}");
    event(16, "step.enter", "over", "{}");
    event(17, "step.exit", "over", "{}");
    event(30, "playbook.resumed", "a/b", "{}");
    event(31, "step.enter", "each", "{\"item\": 2}");
    event(40, "playbook.paused", "a/b", "{}");
    event(41, "step.exit", "each", "{\"item\": 2}");

    assertThat(pauses.of(1, 10))
        .containsExactly(
            new PauseQueries.Pause(at(40), null, null),
            new PauseQueries.Pause(at(10), at(30), "a look"));
    assertThat(pauses.idle(1, 10))
        .containsExactlyInAnyOrder(
            idle("tasks", 12, 30), idle("each", 15, 30), idle("each", 41, null));
  }

  /** Of many items the newest are looked at: what a pause ran into is among them. */
  @Test
  void aBigLoopIsReadFromItsEnd() {
    event(0, "step.enter", "call", "{}");
    for (String type : List.of("step.enter", "step.exit")) {
      database
          .jdbc()
          .sql(
              """
              INSERT INTO noetl.event_record (execution_id, event_id, catalog_id, created_at, event_type, node_name, status, meta)
              SELECT 1, 10 * n + 11 - length(:type), 1, :at, :type, 'each', 'RUNNING', jsonb_build_object('token', '7', 'item', n)
                FROM generate_series(1, 20000) n
              """)
          .param("type", type)
          .param("at", at(1))
          .update();
    }
    lastId = 1_000_000;
    event(2, "step.enter", "each", "{\"item\": 20001}");
    event(10, "playbook.paused", "a/b", "{}");
    event(15, "step.exit", "each", "{\"item\": 20001}");
    event(20, "playbook.resumed", "a/b", "{}");
    event(30, "playbook.paused", "a/b", "{}");

    database.jdbc().sql("ANALYZE noetl.event_record").update();

    assertThat(pauses.idle(1, 10))
        .containsExactlyInAnyOrder(idle("each", 15, 20), idle("each", 30, null));
    assertThat(
            database
                .jdbc()
                .sql("EXPLAIN (ANALYZE, FORMAT JSON) " + PauseQueries.IDLE)
                .param("id", 1)
                .param("most", 10)
                .param("newest", 100)
                .query(String.class)
                .single())
        .satisfies(plan -> assertThat(mostRows(plan)).as(plan).isLessThan(1_000));
  }

  /** What any part of a plan has given at most. */
  private static double mostRows(String plan) {
    return Pattern.compile("\"Actual Rows\": ([\\d.]+)")
        .matcher(plan)
        .results()
        .mapToDouble(match -> Double.parseDouble(match.group(1)))
        .max()
        .orElseThrow();
  }

  @Test
  void whatIsCancelledWhileItIsPausedIsPausedNoMore() {
    event(10, "playbook.paused", "a/b", "{}");
    event(20, "playbook.cancelled", "a/b", "{}");

    assertThat(pauses.of(1, 10)).containsExactly(new PauseQueries.Pause(at(10), at(20), null));
  }

  private static PauseQueries.Idle idle(String step, int from, @Nullable Integer to) {
    return new PauseQueries.Idle(
        step, "7", new Gap(Gap.Kind.PAUSED, at(from), to == null ? null : at(to)));
  }

  private static Gap retry(int from, int to) {
    return new Gap(Gap.Kind.RETRY, at(from), at(to));
  }

  private static String retryAt(int second) {
    return "{\"again\": \"retry\", \"retry_at\": \"" + at(second) + "Z\"}";
  }

  private static LocalDateTime at(int second) {
    return LocalDateTime.of(2026, 1, 1, 0, 0, second);
  }

  private void event(int second, String type, String node, String meta) {
    database
        .jdbc()
        .sql(
            """
            INSERT INTO noetl.event_record (execution_id, event_id, catalog_id, created_at, event_type, node_name, status, meta)
            VALUES (1, :event, 1, :at, :type, :node, 'RUNNING', :meta::jsonb || '{"token": "7"}')
            """)
        .param("event", ++lastId)
        .param("at", at(second))
        .param("type", type)
        .param("node", node)
        .param("meta", meta)
        .update();
  }
}
