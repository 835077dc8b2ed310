package io.noetl.camel.app.health;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the database for its time now and then, in the background: a probe never waits for a
 * database that is away.
 */
final class DatabaseWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseWatch.class);
  private static final Duration EVERY = Duration.ofSeconds(3);
  private static final int PATIENCE_MILLIS = 5_000;

  private final DataSource database;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("noetl-health").factory());
  private volatile Seen seen;
  private boolean failing;

  /**
   * What was seen last.
   *
   * @param at when the database answered; at first, when the watch began
   * @param apart by how much its clock and this server's differ
   */
  record Seen(Instant at, Duration apart) {}

  DatabaseWatch(DataSource database, Clock clock) {
    this.database = database;
    this.clock = clock;
    this.seen = new Seen(clock.instant(), Duration.ZERO);
  }

  /** Begins. */
  void start() {
    thread.scheduleWithFixedDelay(this::lookSafely, 0, EVERY.toSeconds(), TimeUnit.SECONDS);
  }

  /** What was seen last. */
  Seen seen() {
    return seen;
  }

  /** How long it has not answered. */
  Duration silence() {
    return Duration.between(seen.at(), clock.instant());
  }

  private void lookSafely() {
    try {
      look();
      if (failing) {
        LOG.info("The database answers again");
      }
      failing = false;
    } catch (SQLException | RuntimeException e) {
      if (!failing) {
        LOG.warn("The database does not answer: {}", e.getMessage());
      }
      failing = true;
    }
  }

  /** Looks once. */
  void look() throws SQLException {
    try (Connection connection = database.getConnection()) {
      int usual = connection.getNetworkTimeout();
      connection.setNetworkTimeout(Runnable::run, PATIENCE_MILLIS);
      Instant before = clock.instant();
      Instant there = time(connection);
      Instant after = clock.instant();
      connection.setNetworkTimeout(Runnable::run, usual);
      seen = new Seen(after, apart(there, before, after));
    }
  }

  private static Instant time(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT clock_timestamp()")) {
      row.next();
      return row.getObject(1, OffsetDateTime.class).toInstant();
    }
  }

  /** The database's clock may be anywhere between the question and its answer. */
  private static Duration apart(Instant there, Instant before, Instant after) {
    return there.isBefore(before)
        ? Duration.between(there, before)
        : there.isAfter(after) ? Duration.between(after, there) : Duration.ZERO;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
