package io.noetl.camel.tool.postgres;

import io.noetl.camel.execution.ToolError;
import io.noetl.camel.tool.Interruptible;
import io.noetl.camel.tool.ToolFailure;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/** Runs work on a session; an interrupt cancels its statement on the server. */
public final class PostgresRunner {

  /** No bound but the caller's. */
  public static final Duration UNBOUNDED = Duration.ofDays(3650);

  private final PostgresPools pools;

  public PostgresRunner(PostgresPools pools) {
    this.pools = pools;
  }

  /** Work on a session. */
  @FunctionalInterface
  public interface Work<T> {
    /** Does it; an {@link SQLException} is reported with the database's place. */
    T run(PostgresSession session)
        throws SQLException, IOException, ToolFailure, InterruptedException;
  }

  /** Runs work on a session of the target's pool. */
  public <T> T run(PostgresTarget target, Duration timeout, Work<T> work)
      throws ToolFailure, InterruptedException {
    long begun = System.nanoTime();
    boolean done = false;
    try {
      T result = interruptibly(target, timeout, work);
      done = true;
      return result;
    } finally {
      pools.watch().worked(target.hosts(), done, System.nanoTime() - begun);
    }
  }

  private <T> T interruptibly(PostgresTarget target, Duration timeout, Work<T> work)
      throws ToolFailure, InterruptedException {
    AtomicReference<PostgresSession> current = new AtomicReference<>();
    try {
      return Interruptible.run(
          () -> {
            try (PostgresSession session = open(target)) {
              current.set(session);
              return work.run(session);
            }
          },
          timeout,
          thread -> {
            PostgresSession session = current.get();
            if (session == null) {
              thread.interrupt();
            } else {
              session.cancel();
            }
          });
    } catch (InterruptedException | RuntimeException | ToolFailure e) {
      throw e;
    } catch (TimeoutException e) {
      throw new ToolFailure(
          "TL0308",
          "Timeout",
          "no answer of %s within %s s: the statement was cancelled"
              .formatted(target.place(), timeout.toMillis() / 1000.0));
    } catch (SQLException e) {
      throw failure(target, e);
    } catch (IOException e) {
      throw new ToolFailure("TL0309", "DataError", "cannot read the rows: " + e.getMessage());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private PostgresSession open(PostgresTarget target) throws ToolFailure {
    try {
      return pools.open(target);
    } catch (SQLException e) {
      throw connectFailure(target, e);
    }
  }

  /** What to tell of an error of a database. */
  public static ToolFailure failure(PostgresTarget target, SQLException e) {
    return new ToolFailure(
        "TL0306", SqlErrors.type(e), "%s: %s".formatted(target.place(), SqlErrors.describe(e)));
  }

  static ToolFailure connectFailure(PostgresTarget target, SQLException e) {
    return new ToolFailure(
        ToolError.of(
            "TL0305",
            "ConnectError",
            "cannot connect to %s as user '%s': %s"
                .formatted(target.place(), target.user(), SqlErrors.describe(e))),
        null);
  }
}
