package io.noetl.camel.tool.postgres;

import com.zaxxer.hikari.HikariConfig;

/** Is told of pools and of work on databases. It returns at once and throws nothing. */
public interface PostgresWatch {
  /** Notices nothing. */
  PostgresWatch NONE =
      new PostgresWatch() {
        @Override
        public void opens(HikariConfig pool) {}

        @Override
        public void worked(String hosts, boolean done, long nanos) {}
      };

  /** A pool is about to be made. */
  void opens(HikariConfig pool);

  /**
   * Work on a database has ended.
   *
   * @param hosts {@code host:port}, several with commas
   * @param done whether it succeeded
   * @param nanos how long it took, waiting for a connection included
   */
  void worked(String hosts, boolean done, long nanos);
}
