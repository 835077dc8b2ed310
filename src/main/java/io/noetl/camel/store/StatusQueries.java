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

  private final JdbcClient jdbc;

  public StatusQueries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** How much there is. */
  public Counts counts() {
    return jdbc.sql(
            """
            SELECT count(*), count(*) FILTER (WHERE status = 'COMPLETED'), count(*) FILTER (WHERE status = 'FAILED'),
                   count(*) FILTER (WHERE status IN ('PENDING', 'RUNNING', 'PAUSED')),
                   (SELECT count(DISTINCT path) FROM noetl.catalog WHERE lower(kind) = 'playbook')
              FROM noetl.execution
            """)
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
