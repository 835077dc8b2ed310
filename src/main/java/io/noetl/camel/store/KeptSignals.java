package io.noetl.camel.store;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Signals that nobody has fetched, and those that are known so that they are not sent twice. */
public final class KeptSignals {
  private final JdbcClient jdbc;

  public KeptSignals(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Forgets those that have expired; says how many. */
  public int deleteExpired() {
    return jdbc.sql("DELETE FROM noetl.signal WHERE expires_at < now()").update();
  }
}
