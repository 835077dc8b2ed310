package io.noetl.camel.execution;

import io.noetl.camel.store.Json;
import io.noetl.camel.store.quota.Quota;
import io.noetl.camel.store.quota.QuotaStore;
import io.noetl.camel.store.quota.QuotaUse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Lets in what waits for quotas, in PostgreSQL. Servers that do this go one after the other, and
 * each counts what the others have committed. What is let in counts from then on and waits for
 * room, its limit and its rate as any other.
 */
public final class QuotaTurns {
  private static final int MOST = 200;

  /** Its labels have no quota any more. */
  private static final String SWEEP =
      """
      UPDATE noetl.execution e SET owner = NULL
       WHERE e.execution_id = ANY (ARRAY(
             SELECT x.execution_id FROM noetl.execution x
              WHERE x.status = 'PENDING' AND x.owner = 'quota'
                AND NOT EXISTS (SELECT FROM noetl.quota q WHERE x.labels ->> q.name = q.value)
                FOR UPDATE SKIP LOCKED))
      """;

  /** In their order, without those that come under a quota that has nothing left, too. */
  private static final String NEXT =
      """
      SELECT execution_id, priority, labels
        FROM noetl.execution
       WHERE status = 'PENDING' AND owner = 'quota' AND NOT cancel_requested
         AND labels @> jsonb_build_object(:name::text, :value::text) AND NOT labels @> ANY (:full::text[]::jsonb[])
       ORDER BY priority DESC, execution_id LIMIT :most
         FOR UPDATE SKIP LOCKED
      """;

  private static final String LET_IN =
      "UPDATE noetl.execution SET owner = NULL WHERE execution_id = ANY (:ids::bigint[]) AND status"
          + " = 'PENDING' AND owner = 'quota'";

  private static final String REFUSE =
      """
      UPDATE noetl.execution e SET owner = :me, epoch = e.epoch + 1, status = 'RUNNING'
       WHERE e.execution_id = ANY (ARRAY(
             SELECT execution_id FROM noetl.execution
              WHERE status = 'PENDING' AND owner = 'quota' AND NOT cancel_requested
                AND labels @> jsonb_build_object(:name::text, :value::text)
              ORDER BY execution_id LIMIT :most
                FOR UPDATE SKIP LOCKED))
      """;

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final QuotaStore store;
  private final Json json;

  /**
   * The turns.
   *
   * @param transactions of the same data source
   */
  public QuotaTurns(
      JdbcClient jdbc, TransactionOperations transactions, QuotaStore store, Json json) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.store = store;
    this.json = json;
  }

  /**
   * What came of a look.
   *
   * @param letIn how many were let in
   * @param refused claimed: they end
   */
  record Turn(int letIn, List<Refused> refused) {}

  /** An execution that a quota refuses. */
  record Refused(Claim claim, QuotaUse quota) {}

  private record Held(long executionId, int priority, Map<String, String> labels) {}

  /**
   * Lets in as many as there is something left for, the highest priority first and then the oldest,
   * and claims those that are refused.
   *
   * @param sweeps whether what waits for nothing any more is looked for, too
   */
  Turn take(String replica, boolean sweeps) {
    return Objects.requireNonNull(
        transactions.execute(
            transaction -> {
              // a statement of its own: what is read behind it was committed before the lock was
              // had
              if (!jdbc.sql("SELECT pg_try_advisory_xact_lock(hashtextextended('quota', 2))")
                  .query(Boolean.class)
                  .single()) {
                // another server looks just now: the lease is not to wait for it
                return new Turn(0, List.of());
              }
              int swept = sweeps ? jdbc.sql(SWEEP).update() : 0;
              Map<QuotaUse, Long> left = new LinkedHashMap<>();
              store.uses().forEach(use -> left.put(use, use.free()));
              List<Long> letIn = letIn(left);
              if (!letIn.isEmpty()) {
                jdbc.sql(LET_IN).param("ids", letIn.toArray(Long[]::new)).update();
              }
              return new Turn(swept + letIn.size(), refused(replica, left));
            }));
  }

  /** Those that find something left of all their quotas; what they take is taken off. */
  private List<Long> letIn(Map<QuotaUse, Long> left) {
    List<Long> letIn = new ArrayList<>();
    for (Held next : next(left)) {
      List<QuotaUse> over =
          left.keySet().stream().filter(use -> use.quota().label().isOf(next.labels())).toList();
      if (letIn.size() < MOST && over.stream().allMatch(use -> of(left, use) > 0)) {
        over.forEach(use -> left.merge(use, -1L, Long::sum));
        letIn.add(next.executionId());
      }
    }
    return letIn;
  }

  private static long of(Map<QuotaUse, Long> left, QuotaUse use) {
    return left.getOrDefault(use, 0L);
  }

  /** The next of each quota, all in order. */
  private List<Held> next(Map<QuotaUse, Long> left) {
    String[] full =
        left.keySet().stream()
            .filter(use -> of(left, use) == 0)
            .map(use -> json.write(Map.of(use.quota().label().name(), use.quota().label().value())))
            .toArray(String[]::new);
    Map<Long, Held> found = new HashMap<>();
    left.forEach(
        (use, free) -> {
          if (free > 0 && use.waiting() > 0) {
            next(use.quota().label(), full, Math.min(free, MOST))
                .forEach(held -> found.put(held.executionId(), held));
          }
        });
    return found.values().stream()
        .sorted(
            Comparator.comparingInt(Held::priority).reversed().thenComparingLong(Held::executionId))
        .toList();
  }

  private List<Held> next(Quota.Label label, String[] full, long most) {
    return jdbc.sql(NEXT)
        .param("name", label.name())
        .param("value", label.value())
        .param("full", full)
        .param("most", most)
        .query(
            (row, number) ->
                new Held(
                    row.getLong("execution_id"),
                    row.getInt("priority"),
                    texts(json.readObject(row.getString("labels")))))
        .list();
  }

  private static Map<String, String> texts(Map<String, ?> labels) {
    Map<String, String> texts = new HashMap<>();
    labels.forEach((name, value) -> texts.put(name, String.valueOf(value)));
    return texts;
  }

  private List<Refused> refused(String replica, Map<QuotaUse, Long> left) {
    List<Refused> refused = new ArrayList<>();
    left.forEach(
        (use, free) -> {
          if (free == 0 && use.waiting() > 0 && use.quota().whenFull() == Quota.WhenFull.FAIL) {
            jdbc.sql(REFUSE + ReplicaStore.RETURNING_LET_IN)
                .param("me", replica)
                .param("name", use.quota().label().name())
                .param("value", use.quota().label().value())
                .param("most", MOST)
                .query(ReplicaStore::claim)
                .list()
                .forEach(claim -> refused.add(new Refused(claim, use)));
          }
        });
    return refused;
  }
}
