package io.noetl.camel.execution;

import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Lets in what waits for its turn by a rate, in PostgreSQL. Those that have begun are counted,
 * under an advisory lock of what they have in common: there is no counter that could leak, and what
 * the newest of those that wait says counts.
 */
final class RateTurns {
  static final String CLAIM =
      """
      WITH rate AS (
        SELECT rate_most AS most, statement_timestamp() - make_interval(secs => rate_seconds) AS since
          FROM noetl.execution
         WHERE rate_key = :key AND begun_at IS NULL AND status = 'PENDING' AND owner IS NULL
         ORDER BY execution_id DESC LIMIT 1),
      free AS (
        SELECT x.execution_id FROM noetl.execution x
         WHERE x.rate_key = :key AND x.begun_at IS NULL AND x.limit_key IS NULL AND x.status = 'PENDING' AND x.owner IS NULL
           AND NOT x.cancel_requested AND CHILDREN
         ORDER BY x.priority DESC, x.execution_id
         LIMIT least(:most, greatest(0,
               (SELECT most FROM rate)
               - (SELECT count(*) FROM noetl.execution b WHERE b.rate_key = :key AND b.begun_at > (SELECT since FROM rate))))
           FOR UPDATE SKIP LOCKED)
      UPDATE noetl.execution e SET owner = :me, epoch = e.epoch + 1, status = 'RUNNING', begun_at = statement_timestamp()
        WHERE e.execution_id = ANY (ARRAY(SELECT execution_id FROM free))
      """;

  /**
   * Those of a limit that have their turn, and of these as many as have places: what waits for its
   * turn holds up nobody else.
   */
  static final String CLAIM_LIMITED =
      """
      WITH place AS MATERIALIZED (
        SELECT greatest(0,
               (SELECT min(limit_most) FROM noetl.execution WHERE limit_key = :key AND status = 'PENDING' AND owner IS NULL)
               - (SELECT count(*) FROM noetl.execution WHERE limit_key = :key AND status IN ('RUNNING', 'PAUSED', 'COMPENSATING') AND wake_at IS NULL)) AS free),
      rate AS MATERIALIZED (
        SELECT newest.rate_key,
               least((SELECT free FROM place), greatest(0,
               newest.rate_most - (SELECT count(*) FROM noetl.execution b
                                    WHERE b.rate_key = newest.rate_key
                                      AND b.begun_at > statement_timestamp() - make_interval(secs => newest.rate_seconds)))) AS free
          FROM unnest(:rates::text[]) AS k (rate_key)
         CROSS JOIN LATERAL (
               SELECT n.rate_key, n.rate_most, n.rate_seconds FROM noetl.execution n
                WHERE n.rate_key = k.rate_key AND n.begun_at IS NULL AND n.status = 'PENDING' AND n.owner IS NULL
                ORDER BY n.execution_id DESC LIMIT 1) newest),
      turns AS (
        (SELECT execution_id, priority FROM noetl.execution
          WHERE limit_key = :key AND status = 'PENDING' AND owner IS NULL AND (rate_key IS NULL OR begun_at IS NOT NULL)
            AND NOT cancel_requested AND CHILDREN
          ORDER BY priority DESC, execution_id LIMIT (SELECT free FROM place))
        UNION ALL
        SELECT turn.execution_id, turn.priority
          FROM rate
         CROSS JOIN LATERAL (
               SELECT execution_id, priority FROM noetl.execution
                WHERE limit_key = :key AND rate_key = rate.rate_key AND begun_at IS NULL AND status = 'PENDING' AND owner IS NULL
                  AND NOT cancel_requested AND CHILDREN
                ORDER BY priority DESC, execution_id LIMIT rate.free) turn
         ORDER BY priority DESC, execution_id LIMIT (SELECT free FROM place)),
      free AS (
        SELECT x.execution_id FROM noetl.execution x
         WHERE x.execution_id IN (SELECT execution_id FROM turns) AND x.status = 'PENDING' AND x.owner IS NULL
           FOR UPDATE SKIP LOCKED)
      UPDATE noetl.execution e
         SET owner = :me, epoch = e.epoch + 1, status = 'RUNNING',
             begun_at = CASE WHEN e.rate_key IS NOT NULL THEN coalesce(e.begun_at, statement_timestamp()) END
        WHERE e.execution_id = ANY (ARRAY(SELECT execution_id FROM free))
      """;

  static final String LOCK_OF_LIMIT =
      """
      WITH RECURSIVE rates AS (
        (SELECT rate_key FROM noetl.execution
          WHERE limit_key = :key AND rate_key IS NOT NULL AND begun_at IS NULL AND status = 'PENDING' AND owner IS NULL
          ORDER BY rate_key LIMIT 1)
        UNION ALL
        SELECT (SELECT n.rate_key FROM noetl.execution n
                 WHERE n.limit_key = :key AND n.rate_key > r.rate_key AND n.begun_at IS NULL AND n.status = 'PENDING'
                   AND n.owner IS NULL
                 ORDER BY n.rate_key LIMIT 1)
          FROM rates r WHERE r.rate_key IS NOT NULL)
      SELECT rate_key, pg_advisory_xact_lock(hashtextextended(rate_key, 1))
        FROM (SELECT rate_key FROM rates WHERE rate_key IS NOT NULL ORDER BY rate_key) rate
      """;

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;

  RateTurns(JdbcClient jdbc, TransactionOperations transactions) {
    this.jdbc = jdbc;
    this.transactions = transactions;
  }

  /**
   * Claims what may begin by now of those that count together and that no limit holds.
   *
   * @param room how many executions have room; without any, children alone are claimed, since
   *     parents that hold room wait for them
   * @param most the most that are claimed
   */
  List<Claim> claim(String replica, String key, int room, int most) {
    return Objects.requireNonNull(
        transactions.execute(
            transaction -> {
              jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(:key, 1))")
                  .param("key", key)
                  .query((row, number) -> number)
                  .list();
              // statement_timestamp: as of when the lock was had
              return jdbc.sql(ReplicaStore.withRoom(CLAIM, room) + ReplicaStore.RETURNING_LET_IN)
                  .param("me", replica)
                  .param("key", key)
                  .param("most", most)
                  .query(ReplicaStore::claim)
                  .list();
            }));
  }

  /**
   * As many of a limit as have their turn and a place, within the transaction that holds the
   * limit's lock. Locks of rates are had behind it, in one order.
   */
  List<Claim> claimLimited(String replica, String key, int room) {
    String[] rates =
        jdbc.sql(LOCK_OF_LIMIT)
            .param("key", key)
            .query((row, number) -> row.getString("rate_key"))
            .list()
            .toArray(String[]::new);
    return jdbc.sql(ReplicaStore.withRoom(CLAIM_LIMITED, room) + ReplicaStore.RETURNING_LET_IN)
        .param("me", replica)
        .param("key", key)
        .param("rates", rates)
        .query(ReplicaStore::claim)
        .list();
  }
}
