package io.noetl.camel.store.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.store.ExecutionSummary.Status;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Words find executions however far back they are, and page by page. */
class SearchQueriesTest {
  private static final int ALL = 3_000;

  private final TestDatabase database = TestDatabase.migrated();
  private final SearchQueries queries = new SearchQueries(database.jdbc(), new Json());

  /**
   * One a minute; each tenth is an import, the third oldest has a rare word, the newest is open.
   */
  @BeforeEach
  void fill() {
    database
        .jdbc()
        .sql(
            """
            INSERT INTO noetl.execution (execution_id, catalog_id, path, version, name, status, payload, epoch,
                   start_time, end_time, root_execution_id, depth, restricted)
            SELECT i, 7, CASE WHEN i % 10 = 0 THEN 'sales/import' ELSE 'sales/export' END, 1, 'p',
                   CASE WHEN i = :all THEN 'RUNNING' WHEN i % 2 = 0 THEN 'FAILED' ELSE 'COMPLETED' END,
                   CASE WHEN i IN (3, :all) THEN '{"note": "axolotl"}' ELSE '{}' END::json, 1,
                   timestamptz '2026-01-01 00:00:00+00' + i * interval '1 minute',
                   CASE WHEN i < :all THEN timestamptz '2026-01-01 00:00:01+00' + i * interval '1 minute' END, i, 0, false
              FROM generate_series(1, :all) AS i
            """)
        .param("all", ALL)
        .update();
  }

  @Test
  void aRareWordIsFoundFarBackAndInWhatIsOpen() {
    assertThat(ids(search("AXOLO", Set.of()), null, 50)).containsExactly((long) ALL, 3L);
    assertThat(ids(search("axolotl", Set.of(Status.COMPLETED)), null, 50)).containsExactly(3L);
    assertThat(ids(search("axolotl", Set.of(Status.FAILED)), null, 50)).isEmpty();
    assertThat(queries.count(search("axolotl", Set.of()))).isEqualTo(2);
    assertThat(queries.ids(search("axolotl", Set.of()), 10)).containsExactly((long) ALL, 3L);
    assertThat(queries.buckets(search("axolotl", Set.of()), Duration.ofDays(30)))
        .extracting(SearchQueries.Bucket::count)
        .containsExactly(1L, 1L);
  }

  @Test
  void aWordThatNobodyWroteFindsNothing() {
    assertThat(ids(search("quokka", Set.of()), null, 50)).isEmpty();
    assertThat(queries.count(search("quokka", Set.of()))).isZero();
  }

  @Test
  void aCommonWordGivesPageAfterPageToTheOldest() {
    ExecutionSearch search = search("sales import", Set.of());
    int pages = 0;
    int found = 0;
    SearchCursor behind = null;
    while (true) {
      List<FoundExecution> page = queries.page(search, behind, 40);
      assertThat(page).allMatch(one -> one.executionId() % 10 == 0);
      found += page.size();
      if (page.size() < 40) {
        break;
      }
      pages++;
      behind = SearchQueries.behind(page.getLast());
    }
    assertThat(pages).isEqualTo(7);
    assertThat(found).isEqualTo(ALL / 10);
    assertThat(queries.count(search)).isEqualTo(ALL / 10);
  }

  @Test
  void digitsFindTheExecutionOfThatNumber() {
    assertThat(ids(search("17", Set.of()), null, 50)).containsExactly(17L);
    assertThat(queries.count(search("17", Set.of()))).isEqualTo(1);
  }

  @Test
  void theChartCountsEachBucketOnceWhateverItIsReadFrom() {
    Instant from = Instant.parse("2026-01-01T10:07:30Z");
    Instant to = Instant.parse("2026-01-02T03:33:00Z");
    for (Set<Status> statuses :
        List.of(
            Set.<Status>of(),
            Set.of(Status.COMPLETED),
            Set.of(Status.FAILED),
            Set.of(Status.COMPLETED, Status.RUNNING))) {
      for (String path : Arrays.asList(null, "sales/import", "nowhere")) {
        for (Instant end : Arrays.asList(null, to)) {
          ExecutionSearch search = chart(path, null, statuses, from, end);
          assertThat(queries.buckets(search, Duration.ofHours(1)))
              .as("%s", search)
              .isEqualTo(
                  queries.buckets(chart(path, "sales", statuses, from, end), Duration.ofHours(1)));
        }
      }
    }
    assertThat(queries.buckets(chart(null, null, Set.of(), from, to), Duration.ofHours(1)))
        .startsWith(
            new SearchQueries.Bucket(Instant.parse("2026-01-01T10:00:00Z"), Status.COMPLETED, 26),
            new SearchQueries.Bucket(Instant.parse("2026-01-01T10:00:00Z"), Status.FAILED, 26))
        .hasSize(2 * 18);
  }

  private static ExecutionSearch chart(
      @Nullable String path,
      @Nullable String words,
      Set<Status> statuses,
      Instant from,
      @Nullable Instant to) {
    return new ExecutionSearch(
        path, statuses, Map.of(), null, null, null, null, false, from, to, words);
  }

  private List<Long> ids(ExecutionSearch search, @Nullable SearchCursor behind, int limit) {
    return queries.page(search, behind, limit).stream().map(FoundExecution::executionId).toList();
  }

  private static ExecutionSearch search(String words, Set<Status> statuses) {
    return new ExecutionSearch(
        null, statuses, Map.of(), null, null, null, null, false, null, null, words);
  }
}
