package io.noetl.camel.store.retention;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Drops executions that are old, by partition: one whose executions have all ended before a moment.
 * A partition with one that has not, or with a child whose parent has not, is kept as a whole.
 */
public final class Retention {
  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
  private static final int WEEKS_AHEAD = 8;
  private static final List<String> PARENTS =
      List.of("event_record", "step_log", "result", "step_effect");

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final Clock clock;
  private final ToLongFunction<Instant> firstId;

  /**
   * Retention.
   *
   * @param firstId the smallest id of a moment
   */
  public Retention(
      JdbcClient jdbc,
      TransactionOperations transactions,
      Clock clock,
      ToLongFunction<Instant> firstId) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.clock = clock;
    this.firstId = firstId;
  }

  /**
   * What was dropped, or would be.
   *
   * @param partitions the partitions
   * @param kept partitions that are as old, and in which something has not ended that long ago
   * @param executions how many executions
   * @param bytes what their logs and results took
   */
  public record Dropped(
      List<Partition> partitions, List<Partition> kept, long executions, long bytes) {}

  /** Makes the partitions of this week and those to come. */
  public void prepare() {
    jdbc.sql("SELECT noetl.ensure_partitions(?)").param(WEEKS_AHEAD).query(Integer.class).single();
  }

  /**
   * Drops what ended longer ago than an age.
   *
   * @param dryRun whether it only says what it would drop
   */
  public Dropped drop(Duration age, boolean dryRun) {
    Instant cutoff = clock.instant().minus(age);
    List<Partition> dropped = new ArrayList<>();
    List<Partition> kept = new ArrayList<>();
    long executions = 0;
    long bytes = 0;
    for (Partition partition : endedBefore(firstId.applyAsLong(cutoff))) {
      if (isNeeded(partition, cutoff)) {
        kept.add(partition);
        continue;
      }
      long size = bytes(partition);
      long count = count(partition);
      if (dryRun || drop(partition)) {
        dropped.add(partition);
        executions += count;
        bytes += size;
      }
    }
    return new Dropped(dropped, kept, executions, bytes);
  }

  private List<Partition> endedBefore(long id) {
    return jdbc.sql(
            """
            SELECT substr(c.relname, length('event_record_') + 1) AS suffix,
                   coalesce((regexp_match(bound, 'FROM \\(''(-?\\d+)'''))[1]::bigint, 0) AS lower,
                   (regexp_match(bound, 'TO \\(''(-?\\d+)'''))[1]::bigint AS upper
              FROM pg_inherits i
              JOIN pg_class c ON c.oid = i.inhrelid, pg_get_expr(c.relpartbound, c.oid) AS bound
             WHERE i.inhparent = 'noetl.event_record'::regclass
               AND (regexp_match(bound, 'TO \\(''(-?\\d+)'''))[1]::bigint <= ?
             ORDER BY upper
            """)
        .param(id)
        .query(
            (row, number) ->
                new Partition(row.getString("suffix"), row.getLong("lower"), row.getLong("upper")))
        .list();
  }

  private boolean isNeeded(Partition partition, Instant cutoff) {
    return jdbc.sql(
            """
            SELECT EXISTS (
              SELECT FROM noetl.execution e
               WHERE e.execution_id >= :from AND e.execution_id < :to
                 AND (e.end_time IS NULL OR e.end_time > :cutoff
                      OR EXISTS (SELECT FROM noetl.execution p
                                  WHERE p.execution_id = e.parent_execution_id AND p.end_time IS NULL)))
            """)
        .param("from", partition.from())
        .param("to", partition.to())
        .param("cutoff", OffsetDateTime.ofInstant(cutoff, ZoneOffset.UTC))
        .query(Boolean.class)
        .single();
  }

  private long count(Partition partition) {
    return jdbc.sql(
            "SELECT count(*) FROM noetl.execution WHERE execution_id >= ? AND execution_id < ?")
        .params(partition.from(), partition.to())
        .query(Long.class)
        .single();
  }

  private long bytes(Partition partition) {
    return jdbc.sql(
            "SELECT coalesce(sum(pg_total_relation_size(to_regclass('noetl.' || name))), 0)"
                + " FROM unnest(ARRAY[:names]) AS name")
        .param("names", PARENTS.stream().map(parent -> table(parent, partition)).toList())
        .query(Long.class)
        .single();
  }

  /** False when something else holds the tables: it is tried again the next time. */
  private boolean drop(Partition partition) {
    try {
      transactions.executeWithoutResult(
          status -> {
            // A long reader must not make all writers wait behind this.
            jdbc.sql("SET LOCAL lock_timeout = '3s'").update();
            for (String parent : PARENTS) {
              jdbc.sql("DROP TABLE IF EXISTS noetl." + quoted(table(parent, partition))).update();
            }
            for (String table :
                List.of("transient", "keychain", "wait", "start_key", "execution")) {
              jdbc.sql(
                      "DELETE FROM noetl."
                          + table
                          + " WHERE execution_id >= ? AND execution_id < ?")
                  .params(partition.from(), partition.to())
                  .update();
            }
          });
      LOG.info("Dropped the executions of partition {}", partition.suffix());
      return true;
    } catch (DataAccessException e) {
      LOG.warn(
          "Partition {} is not dropped now, but the next time: {}",
          partition.suffix(),
          e.getMessage());
      return false;
    }
  }

  private static String table(String parent, Partition partition) {
    return parent + "_" + partition.suffix();
  }

  /** The name comes from PostgreSQL's catalog; quoting makes it a name whatever it holds. */
  private static String quoted(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }
}
