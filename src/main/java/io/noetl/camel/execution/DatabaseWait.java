package io.noetl.camel.execution;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.UncategorizedSQLException;

/**
 * While the engine's own database can't be reached, a step waits for it: an outage delays
 * executions and fails none.
 */
public final class DatabaseWait {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseWait.class);
  private static final Duration LONGEST = Duration.ofSeconds(2);

  private DatabaseWait() {}

  /**
   * What needs the database; done again from its beginning.
   *
   * @param <T> its result
   * @param <E> its own failure, which is not waited for
   */
  @FunctionalInterface
  public interface Work<T, E extends Exception> {
    T run() throws E, InterruptedException;
  }

  /**
   * Does it, again and again while the database can't be reached.
   *
   * @param isVain whether nobody waits for it any more: then the failure is thrown
   */
  public static <T, E extends Exception> T patiently(BooleanSupplier isVain, Work<T, E> work)
      throws E, InterruptedException {
    Duration pause = Duration.ofMillis(100);
    while (true) {
      try {
        return work.run();
      } catch (DataAccessException e) {
        if (!isOutage(e) || isVain.getAsBoolean()) {
          throw e;
        }
        LOG.warn("A step waits for the database: {}", e.getMessage());
        Thread.sleep(pause);
        pause = pause.compareTo(LONGEST) < 0 ? pause.multipliedBy(2) : LONGEST;
      }
    }
  }

  private static boolean isOutage(DataAccessException e) {
    return e instanceof DataAccessResourceFailureException
        || e instanceof TransientDataAccessException
        // Without a state it comes from no server, but from the pool, whose connection is gone.
        || (e instanceof UncategorizedSQLException unknown
            && unknown.getSQLException() != null
            && unknown.getSQLException().getSQLState() == null);
  }
}
