package io.noetl.camel.execution.wait;

import io.noetl.camel.execution.Signals;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lets executions go on whose wait has ended. Thread-safe. */
public final class Wakes {
  private final JdbcClient jdbc;
  private final Signals signals;

  /**
   * In PostgreSQL.
   *
   * @param signals tells replicas
   */
  public Wakes(JdbcClient jdbc, Signals signals) {
    this.jdbc = jdbc;
    this.signals = signals;
  }

  /**
   * An execution whose wait has ended.
   *
   * @param parked whether no replica has it
   */
  public record Woken(long executionId, boolean parked) {}

  /**
   * Those that are parked are due, in the transaction that ends their waits. Their rows are locked
   * first: who parks one at this moment has seen that the wait is over, or is seen here.
   */
  public List<Woken> wake(Collection<Long> executions) {
    List<Long> ids = List.copyOf(executions);
    jdbc.sql(
            "SELECT execution_id FROM noetl.execution WHERE execution_id IN (:ids) ORDER BY"
                + " execution_id FOR UPDATE")
        .param("ids", ids)
        .query(Long.class)
        .list();
    return jdbc.sql(
            """
            WITH woken AS (
              UPDATE noetl.execution SET wake_at = '-infinity' WHERE execution_id IN (:ids) AND wake_at IS NOT NULL
              RETURNING execution_id)
            SELECT execution_id, execution_id IN (SELECT execution_id FROM woken) AS parked
              FROM noetl.execution WHERE execution_id IN (:ids)
            """)
        .param("ids", ids)
        .query((row, number) -> new Woken(row.getLong(1), row.getBoolean(2)))
        .list();
  }

  /** Tells the replicas, once that transaction is over. */
  public void tell(Collection<Woken> woken) {
    for (Woken one : woken) {
      if (one.parked()) {
        signals.work();
      } else {
        signals.woken(one.executionId());
      }
    }
  }
}
