package io.noetl.camel.execution;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to the signals of all replicas on a connection of its own, and connects again when that
 * is lost: what was signalled meanwhile is found by looking.
 */
public final class SignalListener implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SignalListener.class);

  /** A lost connection is noticed after this at the latest. */
  private static final Duration WAIT = Duration.ofSeconds(30);

  private static final Duration RECONNECT = Duration.ofSeconds(1);

  private final DataSource database;
  private final BreakOff breakOff;
  private final Signals receiver;
  private final Thread thread;
  private volatile boolean closed;
  private volatile @Nullable Connection listening;

  /** Ends a connection that another thread reads from. */
  @FunctionalInterface
  public interface BreakOff {
    /** Ends it. */
    void end(Connection connection) throws SQLException;
  }

  /**
   * Starts listening.
   *
   * @param breakOff ends the connection when this is closed: it reads, which no interrupt ends
   * @param receiver told of each signal, on the listening thread
   */
  public SignalListener(DataSource database, BreakOff breakOff, Signals receiver) {
    this.database = database;
    this.breakOff = breakOff;
    this.receiver = receiver;
    this.thread = Thread.ofPlatform().daemon().name("noetl-listener").start(this::run);
  }

  private void run() {
    while (!closed) {
      try (Connection connection = database.getConnection();
          Statement statement = connection.createStatement()) {
        listening = connection;
        statement.execute("LISTEN " + SignalSender.CHANNEL);
        receiver.work();
        listen(connection.unwrap(PGConnection.class));
      } catch (SQLException | RuntimeException e) {
        if (!closed) {
          LOG.info("Not listening to other replicas, connecting again: {}", e.getMessage());
          pause();
        }
      }
    }
  }

  private void listen(PGConnection connection) throws SQLException {
    while (!closed) {
      PGNotification[] notifications = connection.getNotifications((int) WAIT.toMillis());
      if (notifications != null) {
        for (PGNotification notification : notifications) {
          receive(notification.getParameter());
        }
      }
    }
  }

  private void receive(String payload) {
    String[] words = payload.split(" ", 2);
    switch (words[0]) {
      case "work" -> receiver.work();
      case "cancel" -> receiver.cancel(Long.parseLong(words[1]));
      case "ended" -> receiver.ended(Long.parseLong(words[1]));
      case "woken" -> receiver.woken(Long.parseLong(words[1]));
      case "offered" -> receiver.offered();
      case "answered" -> receiver.answered(Long.parseLong(words[1]));
      case "withdrawn" -> receiver.withdrawn(Long.parseLong(words[1]));
      default -> LOG.debug("A signal that this version does not know: {}", payload);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(RECONNECT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    Connection connection = listening;
    if (connection != null) {
      try {
        breakOff.end(connection);
      } catch (SQLException e) {
        LOG.debug("The listening connection was closed already", e);
      }
    }
  }
}
