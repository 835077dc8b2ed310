package io.noetl.camel.store.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.noetl.camel.store.Json;
import io.noetl.camel.store.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The items of a loop that has just run: the database knows nothing yet of what it was filled with.
 */
class StepQueriesTest {
  private static final int ITEMS = 300;

  private final TestDatabase database = TestDatabase.migrated();
  private final Json json = new Json();
  private final StepQueries queries = new StepQueries(database.jdbc(), json);

  /**
   * Each begins a second after the one before and takes ten; each tenth fails at its second call;
   * the last runs.
   */
  @BeforeEach
  void fill() {
    database
        .jdbc()
        .sql(
            """
            INSERT INTO noetl.event_record (execution_id, event_id, catalog_id, created_at, event_type, node_name, status, error, meta)
            SELECT 1, i * 10 + n, 1, timestamp '2026-01-01 00:00:00' + (i + late) * interval '1 second', type, 'each',
                   CASE WHEN type = 'step.exit' AND i % 10 = 0 THEN 'FAILED' ELSE 'COMPLETED' END,
                   CASE WHEN type = 'step.exit' AND i % 10 = 0 THEN '"no"' END,
                   jsonb_build_object('item', i, 'token', '7') || CASE WHEN again THEN '{"again": "retry"}' ELSE '{}' END::jsonb
              FROM generate_series(0, :items - 1) AS i,
                   (VALUES (1, 'step.enter', 0, false), (2, 'call.error', 4, true), (3, 'call.done', 10, false), (4, 'step.exit', 10, false))
                     AS event (n, type, late, again)
             WHERE NOT (type = 'step.exit' AND i = :items - 1) AND (type <> 'call.error' OR i % 10 = 0)
            """)
        .param("items", ITEMS)
        .update();
  }

  @Test
  void aPageItsCountsAndTheSpreadAreOfOneLook() {
    LoopItems loop = queries.items(1, "each", "7", new StepQueries.Page(null, 250, 60, 10));
    assertThat(loop.page())
        .extracting(ItemSpan::item)
        .containsExactlyElementsOf(IntStream.range(250, ITEMS).boxed().toList());
    assertThat(loop.page().getFirst())
        .returns("FAILED", ItemSpan::status)
        .returns(1, ItemSpan::retries)
        .returns("\"no\"", ItemSpan::error);
    assertThat(loop.page().getLast())
        .returns("RUNNING", ItemSpan::status)
        .returns(null, ItemSpan::endedAt);
    assertThat(loop.counts())
        .extracting(LoopItems.Count::status, LoopItems.Count::count)
        .containsExactly(tuple("COMPLETED", 269), tuple("FAILED", 30), tuple("RUNNING", 1));
    assertThat(loop.density().stream().mapToInt(LoopItems.Density::count).sum()).isEqualTo(ITEMS);
    assertThat(loop.density()).extracting(LoopItems.Density::part).contains(0, 9);

    LoopItems failed = queries.items(1, "each", null, new StepQueries.Page("FAILED", 10, 5, 0));
    assertThat(failed.page()).extracting(ItemSpan::item).containsExactly(100, 110, 120, 130, 140);
    assertThat(failed.counts()).hasSize(3);
    assertThat(failed.density()).isEmpty();
    assertThat(queries.items(1, "each", "8", new StepQueries.Page(null, 0, 5, 10)).counts())
        .isEmpty();
  }

  @Test
  void nothingIsReadOnceForEachItem() {
    String plan =
        database
            .jdbc()
            .sql("EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) " + StepQueries.ITEMS)
            .param("id", 1)
            .param("step", "each")
            .param("token", null)
            .param("status", null)
            .param("limit", 1)
            .param("offset", 0)
            .param("parts", 100)
            .query(String.class)
            .single();
    assertThat(rows(json.read(plan))).isLessThan(5 * ITEMS);
  }

  /** How many rows that part of a plan gave that gave most. */
  private static long rows(@Nullable Object plan) {
    return switch (plan) {
      case Map<?, ?> node -> {
        long own =
            node.get("Actual Rows") instanceof Number rows
                    && node.get("Actual Loops") instanceof Number loops
                ? rows.longValue() * loops.longValue()
                : 0;
        yield Math.max(own, rows(List.copyOf(node.values())));
      }
      case List<?> nodes -> nodes.stream().mapToLong(StepQueriesTest::rows).max().orElse(0);
      case null, default -> 0;
    };
  }
}
