package io.noetl.camel.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.store.TestDatabase;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** However much waits, a beat and what it lets in read what they take and no more. */
class BacklogTest {
  private static final int WAITING = 20_000;
  private static final int ROOM = 10;

  /** What any part of a plan may give or leave out: some pages of an index, never the backlog. */
  private static final double MOST = 500;

  private static final Pattern ROWS =
      Pattern.compile("\"(?:Actual Rows|Rows Removed by Filter)\": ([\\d.]+)");

  private final TestDatabase database = TestDatabase.migrated();

  @ParameterizedTest(name = "{0}, room {3}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "for room        ; NULL        ; NULL        ; 0",
        "for room        ; NULL        ; NULL        ; 10",
        "by one rate     ; NULL        ; 'r'         ; 0",
        "by one rate     ; NULL        ; 'r'         ; 10",
        "by many rates   ; NULL        ; 'r' || n%50 ; 10",
        "for one limit   ; 'l'         ; NULL        ; 0",
        "for one limit   ; 'l'         ; NULL        ; 10",
        "for many limits ; 'l' || n%50 ; NULL        ; 10",
        "for both        ; 'l'         ; 'r'         ; 0",
        "for both        ; 'l' || n%50 ; 'r' || n%50 ; 10"
      })
  void aBeatReadsNoMoreThanItTakes(String how, String limit, String rate, int room) {
    backlog(limit, rate);

    Map<String, Object> names =
        Map.of("me", "me", "version", "1", "lease", 10_000, "most", 100, "room", room, "key", "l");
    assertThat(mostRead(ReplicaStore.BEAT, names)).as(how).isLessThan(MOST);
  }

  @Test
  void whatWaitsForItsTurnIsFoundByIt() {
    backlog("NULL", "'r'");

    for (int room : new int[] {0, ROOM}) {
      assertThat(
              mostRead(
                  ReplicaStore.withRoom(RateTurns.CLAIM, room),
                  Map.of("me", "me", "key", "r", "most", ROOM)))
          .isLessThan(MOST);
    }
  }

  @Test
  void whatWaitsForItsPlaceIsFoundByIt() {
    backlog("'l'", "NULL");

    for (int room : new int[] {0, ROOM}) {
      assertThat(
              mostRead(
                  ReplicaStore.withRoom(ReplicaStore.CLAIM_LIMITED, room),
                  Map.of("me", "me", "key", "l")))
          .isLessThan(MOST);
    }
  }

  @Test
  void whatWaitsForBothIsFoundByThem() {
    backlog("'l'", "'r'");

    Map<String, Object> names = Map.of("me", "me", "key", "l", "rates", new String[] {"r"});
    assertThat(mostRead(RateTurns.LOCK_OF_LIMIT, names)).isLessThan(MOST);
    for (int room : new int[] {0, ROOM}) {
      assertThat(mostRead(ReplicaStore.withRoom(RateTurns.CLAIM_LIMITED, room), names))
          .isLessThan(MOST);
    }
  }

  /** Executions that wait, beside as many that have ended. */
  private void backlog(String limit, String rate) {
    database
        .jdbc()
        .sql(
            """
            INSERT INTO noetl.execution (execution_id, catalog_id, path, version, name, status, end_time,
                   limit_key, limit_most, rate_key, rate_most, rate_seconds, begun_at)
            SELECT n, 1, 'p', 1, 'p', CASE WHEN n > %1$d THEN 'PENDING' ELSE 'COMPLETED' END,
                   CASE WHEN n <= %1$d THEN now() END, %2$s, 5, %3$s, 5, 60,
                   CASE WHEN n <= %1$d AND %3$s IS NOT NULL THEN now() - interval '1 day' END
              FROM generate_series(1, 2 * %1$d) n
            """
                .formatted(WAITING, limit, rate))
        .update();
    database.jdbc().sql("ANALYZE noetl.execution").update();
  }

  private double mostRead(String sql, Map<String, Object> names) {
    String plan =
        database
            .jdbc()
            .sql("EXPLAIN (ANALYZE, FORMAT JSON) " + sql)
            .params(names)
            .query(String.class)
            .single();
    return ROWS.matcher(plan)
        .results()
        .mapToDouble(match -> Double.parseDouble(match.group(1)))
        .max()
        .orElseThrow();
  }
}
