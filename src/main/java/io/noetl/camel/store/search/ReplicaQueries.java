package io.noetl.camel.store.search;

import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tells which servers share the work. */
public final class ReplicaQueries {
  private final JdbcClient jdbc;

  public ReplicaQueries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The servers that have or had a lease, the youngest first. */
  public List<Listed> list() {
    return jdbc.sql(
            """
            SELECT r.replica_id, r.version, r.started_at, r.lease_until, r.lease_until > now() AS alive,
                   (SELECT count(*) FROM noetl.execution e
                     WHERE e.owner = r.replica_id AND e.status IN ('PENDING', 'RUNNING', 'PAUSED', 'COMPENSATING')) AS running
              FROM noetl.replica r ORDER BY alive DESC, r.started_at DESC LIMIT 200
            """)
        .query(
            (row, number) ->
                new Listed(
                    row.getString("replica_id"),
                    row.getString("version"),
                    row.getObject("started_at", OffsetDateTime.class),
                    row.getObject("lease_until", OffsetDateTime.class),
                    row.getBoolean("alive"),
                    row.getLong("running")))
        .list();
  }

  /** How many executions wait for a server. */
  public long waiting() {
    return jdbc.sql("SELECT count(*) FROM noetl.execution WHERE status = 'PENDING'")
        .query(Long.class)
        .single();
  }

  /**
   * A server.
   *
   * @param version of the software; null for one that is older than this was told
   * @param alive whether its lease lasts
   * @param running how many executions it runs
   */
  public record Listed(
      String replicaId,
      @Nullable String version,
      OffsetDateTime startedAt,
      OffsetDateTime leaseUntil,
      boolean alive,
      long running) {}
}
