package io.noetl.camel.component.python;

import io.noetl.camel.store.Sha256;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Keeps what code took in the table {@code noetl.python_cost}, by the digest of the code, for a
 * month: machines and versions change. Where the database does not answer, nothing is known.
 */
public final class JdbcLearnedCosts implements LearnedCosts {
  private static final Logger LOG = LoggerFactory.getLogger(JdbcLearnedCosts.class);

  private final Supplier<JdbcClient> jdbc;
  private final boolean compiles;

  /**
   * Costs on one kind of server.
   *
   * @param jdbc asked at the first use, so that interpreters need not wait for the database
   * @param compiles whether GraalPy compiles what runs often: such servers share what they learn
   *     with their like alone
   */
  public JdbcLearnedCosts(Supplier<JdbcClient> jdbc, boolean compiles) {
    this.jdbc = jdbc;
    this.compiles = compiles;
  }

  @Override
  public Optional<Learned> find(String code) {
    try {
      return jdbc.get()
          .sql(
              """
              SELECT graalpy_us, cpython_us FROM noetl.python_cost
              WHERE code = :code AND compiles = :compiles AND measured_at > now() - interval '30 days'
              """)
          .param("code", Sha256.hex(code))
          .param("compiles", compiles)
          .query((row, number) -> new Learned(micros(row.getLong(1)), micros(row.getLong(2))))
          .optional();
    } catch (DataAccessException e) {
      LOG.debug("What Python code costs could not be read", e);
      return Optional.empty();
    }
  }

  @Override
  public void keep(String code, Learned learned) {
    try {
      jdbc.get()
          .sql(
              """
              WITH old AS (
                DELETE FROM noetl.python_cost WHERE measured_at < now() - interval '30 days' AND code <> :code
              )
              INSERT INTO noetl.python_cost (code, compiles, graalpy_us, cpython_us)
              VALUES (:code, :compiles, :graalpy, :cpython)
              ON CONFLICT (code, compiles) DO UPDATE
              SET graalpy_us = excluded.graalpy_us, cpython_us = excluded.cpython_us, measured_at = now()
              """)
          .param("code", Sha256.hex(code))
          .param("compiles", compiles)
          .param("graalpy", micros(learned.graalpy()))
          .param("cpython", micros(learned.cpython()))
          .update();
    } catch (DataAccessException e) {
      LOG.debug("What Python code costs could not be kept", e);
    }
  }

  private static Duration micros(long micros) {
    return Duration.ofNanos(Math.multiplyExact(micros, 1_000L));
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / 1_000;
  }
}
