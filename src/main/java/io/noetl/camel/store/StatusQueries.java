package io.noetl.camel.store;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads how the service itself stands: how much there is, and whether its tables are there. */
public final class StatusQueries {
  private static final List<String> TABLES =
      List.of(
          "resource",
          "catalog",
          "event",
          "event_log",
          "transient",
          "credential",
          "runtime",
          "schedule",
          "keychain",
          "execution",
          "event_record",
          "step_log");

  /** Executions that are still counted one by one. */
  public static final long MOST_COUNTED = 50_000;

  private static final String PLAYBOOKS =
      "(SELECT count(DISTINCT path) FROM noetl.catalog WHERE lower(kind) = 'playbook' AND"
          + " archived_at IS NULL)";

  private static final String COUNTED =
      """
      SELECT count(*), count(*) FILTER (WHERE status = 'COMPLETED'), count(*) FILTER (WHERE status = 'FAILED'),
             count(*) FILTER (WHERE status IN ('PENDING', 'RUNNING', 'PAUSED', 'COMPENSATING')),
             %s
        FROM noetl.execution
      """
          .formatted(PLAYBOOKS);

  private static final String ESTIMATED =
      """
      WITH share AS (
        SELECT v.status, f.part
          FROM pg_stats s,
               unnest(s.most_common_vals::text::text[]) WITH ORDINALITY v (status, place)
               JOIN unnest(s.most_common_freqs) WITH ORDINALITY f (part, place) USING (place)
         WHERE s.schemaname = 'noetl' AND s.tablename = 'execution' AND s.attname = 'status'),
      size AS (SELECT reltuples AS rows FROM pg_class WHERE oid = 'noetl.execution'::regclass)
      SELECT size.rows::bigint,
             (size.rows * coalesce((SELECT part FROM share WHERE status = 'COMPLETED'), 0))::bigint,
             (size.rows * coalesce((SELECT part FROM share WHERE status = 'FAILED'), 0))::bigint,
             (SELECT count(*) FROM noetl.execution WHERE status IN ('PENDING', 'RUNNING', 'PAUSED', 'COMPENSATING')),
             %s
        FROM size
      """
          .formatted(PLAYBOOKS);

  private final JdbcClient jdbc;

  public StatusQueries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * How much there is. Up to {@link #MOST_COUNTED} executions are counted; beyond, what has ended
   * is estimated from the planner's statistics, and only what is open is counted, by its index.
   */
  public Counts counts() {
    long estimate =
        jdbc.sql("SELECT reltuples::bigint FROM pg_class WHERE oid = 'noetl.execution'::regclass")
            .query(Long.class)
            .single();
    return jdbc.sql(estimate > MOST_COUNTED ? ESTIMATED : COUNTED)
        .query(
            (row, index) ->
                new Counts(
                    row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)))
        .single();
  }

  /** The tables and views of the schema that should be there, in two lists. */
  public Schema schema() {
    List<String> found =
        jdbc.sql("SELECT table_name FROM information_schema.tables WHERE table_schema = 'noetl'")
            .query(String.class)
            .list();
    return new Schema(
        TABLES.stream().filter(found::contains).toList(),
        TABLES.stream().filter(table -> !found.contains(table)).toList());
  }

  /** Whether the database answers. */
  public boolean reachable() {
    return jdbc.sql("SELECT 1").query(Integer.class).single() == 1;
  }

  /**
   * What stands in the schema.
   *
   * @param tables tables and views that are there
   * @param missing those that should be there and are not
   */
  public record Schema(List<String> tables, List<String> missing) {}
}
