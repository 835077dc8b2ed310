package io.noetl.camel.store.doctor;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looks at PostgreSQL: its settings, its clock, and the tables of the service. */
public final class DatabaseExamination implements Examination {
  private static final Duration APART = Duration.ofSeconds(5);
  private static final int OLDEST = 14;
  private static final int WEEKS = 2;
  private static final double NEARLY = 0.8;

  private static final String SQL =
      """
      SELECT clock_timestamp() AS now,
             current_setting('server_version_num')::int / 10000 AS version,
             current_setting('fsync') AS fsync,
             current_setting('full_page_writes') AS full_page_writes,
             current_setting('synchronous_commit') AS synchronous_commit,
             current_setting('max_connections')::int AS max_connections,
             (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend') AS connections,
             (SELECT coalesce(string_agg(c.relname, ', ' ORDER BY c.relname), '')
                FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
               WHERE n.nspname = 'noetl' AND NOT i.indisvalid) AS invalid,
             (SELECT coalesce(string_agg(relname, ', ' ORDER BY relname), '')
                FROM pg_stat_user_tables
               WHERE schemaname = 'noetl' AND n_dead_tup > 100000 AND n_dead_tup > n_live_tup) AS bloated,
             (SELECT count(*)
                FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
               WHERE i.inhparent = 'noetl.event_record'::regclass AND c.relname ~ '_[0-9]{8}$'
                 AND to_date(right(c.relname, 8), 'YYYYMMDD') > now()) AS weeks,
             EXISTS (SELECT FROM noetl.event_record_default) AS unsorted,
             (SELECT count(*) FROM noetl.replica WHERE lease_until > now()) AS servers,
             (SELECT count(*)
                FROM noetl.execution e LEFT JOIN noetl.replica r ON r.replica_id = e.owner
               WHERE e.end_time IS NULL AND e.owner <> 'quota'
                 AND (r.lease_until IS NULL OR r.lease_until < now() - interval '1 minute')) AS orphans,
             (SELECT count(*) FROM noetl.api_key WHERE expires_at BETWEEN now() AND now() + interval '7 days') AS expiring
      """;

  private final JdbcClient jdbc;
  private final Clock clock;

  public DatabaseExamination(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public List<Finding> examine() {
    Instant before = clock.instant();
    return jdbc.sql(SQL).query((row, number) -> findings(row, before, clock.instant())).single();
  }

  private static List<Finding> findings(ResultSet row, Instant before, Instant after)
      throws SQLException {
    return List.of(
        version(row.getInt("version")),
        clocks(row.getObject("now", OffsetDateTime.class).toInstant(), before, after),
        durable(row),
        connections(row.getInt("connections"), row.getInt("max_connections")),
        Finding.unless(
            !row.getString("invalid").isEmpty(),
            Finding.wrong(
                "indices",
                "Not valid: " + row.getString("invalid"),
                "REINDEX INDEX CONCURRENTLY noetl.<name>; until then it is not used."),
            "All are valid"),
        Finding.unless(
            !row.getString("bloated").isEmpty(),
            Finding.warning(
                "bloat",
                "More dead rows than live ones: " + row.getString("bloated"),
                "See that autovacuum runs and keeps up (pg_stat_user_tables.last_autovacuum), or"
                    + " VACUUM them."),
            "No table has more dead rows than live ones"),
        partitions(row.getInt("weeks"), row.getBoolean("unsorted")),
        leases(row.getInt("servers"), row.getInt("orphans")),
        Finding.unless(
            row.getInt("expiring") > 0,
            Finding.warning(
                "keys",
                row.getInt("expiring") + " API keys expire within a week",
                "noetlctl key create, change it where it is used, noetlctl key delete the old"
                    + " one."),
            "None expires within a week"));
  }

  private static Finding version(int major) {
    return Finding.unless(
        major < OLDEST,
        Finding.wrong(
            "postgresql",
            "Version " + major,
            "Versions from %d on are supported: upgrade the database.".formatted(OLDEST)),
        "Version " + major);
  }

  /** The database's clock may be anywhere between the question and its answer. */
  private static Finding clocks(Instant database, Instant before, Instant after) {
    Duration apart =
        database.isBefore(before)
            ? Duration.between(database, before)
            : database.isAfter(after) ? Duration.between(after, database) : Duration.ZERO;
    return Finding.unless(
        apart.compareTo(APART) > 0,
        Finding.wrong(
            "clock",
            "This server's clock and the database's are %d s apart".formatted(apart.toSeconds()),
            "Run a time service on both: leases, schedules and timeouts follow these clocks."),
        "This server's and the database's agree");
  }

  private static Finding durable(ResultSet row) throws SQLException {
    for (String setting : List.of("fsync", "full_page_writes", "synchronous_commit")) {
      if (row.getString(setting).equals("off")) {
        return Finding.wrong(
            "durability",
            setting + " is off",
            "Set it to on: what is recorded may be lost when the database's machine stops, and a"
                + " step would run again.");
      }
    }
    return Finding.ok("durability", "The database writes through");
  }

  private static Finding connections(int open, int most) {
    return Finding.unless(
        open > NEARLY * most,
        Finding.warning(
            "connections",
            "%d of %d are open".formatted(open, most),
            "Raise max_connections, or lower the servers' pools or their number."),
        "%d of %d are open".formatted(open, most));
  }

  private static Finding partitions(int weeks, boolean unsorted) {
    if (weeks < WEEKS) {
      return Finding.warning(
          "partitions",
          "%d coming weeks have partitions (expected: at least %d)".formatted(weeks, WEEKS),
          "The maintenance makes them each hour: look for its warning in the servers' logs, and for"
              + " the right to create tables.");
    }
    return Finding.unless(
        unsorted,
        Finding.warning(
            "partitions",
            "Events stand in the default partition",
            "Nothing is lost, but retention drops whole weeks only: move them, once partitions are"
                + " made again."),
        "%d coming weeks have partitions".formatted(weeks));
  }

  private static Finding leases(int servers, int orphans) {
    return Finding.unless(
        orphans > 0,
        Finding.wrong(
            "leases",
            "%d open executions belong to servers that are gone, and nobody takes them over"
                .formatted(orphans),
            "See that a server runs that takes executions (noetl.engine.max-executions above 0),"
                + " and look at its log."),
        "%d servers hold a lease".formatted(servers));
  }
}
