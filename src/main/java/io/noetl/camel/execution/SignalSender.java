package io.noetl.camel.execution;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Sends signals by NOTIFY: what comes in within a moment goes together, in a transaction of its
 * own, since the commit of a NOTIFY takes a lock that the whole database server shares.
 */
public final class SignalSender implements Signals, AutoCloseable {
  /** The channel of all signals. */
  static final String CHANNEL = "noetl";

  private static final Logger LOG = LoggerFactory.getLogger(SignalSender.class);
  private static final long GATHER_MILLIS = 10;

  private final JdbcClient jdbc;
  private final BlockingQueue<String> queue = new LinkedBlockingQueue<>();
  private final Thread thread;

  public SignalSender(JdbcClient jdbc) {
    this.jdbc = jdbc;
    this.thread = Thread.ofPlatform().daemon().name("noetl-signals").start(this::run);
  }

  @Override
  public void work() {
    queue.add("work");
  }

  @Override
  public void cancel(long executionId) {
    queue.add("cancel " + executionId);
  }

  @Override
  public void ended(long executionId) {
    queue.add("ended " + executionId);
  }

  @Override
  public void woken(long executionId) {
    queue.add("woken " + executionId);
  }

  @Override
  public void offered() {
    queue.add("offered");
  }

  @Override
  public void answered(long executionId) {
    queue.add("answered " + executionId);
  }

  @Override
  public void withdrawn(long executionId) {
    queue.add("withdrawn " + executionId);
  }

  private void run() {
    Set<String> payloads = new LinkedHashSet<>();
    while (!Thread.currentThread().isInterrupted()) {
      try {
        payloads.add(queue.take());
        TimeUnit.MILLISECONDS.sleep(GATHER_MILLIS);
        queue.drainTo(payloads);
        jdbc.sql(
                "SELECT pg_notify(:channel, payload) FROM unnest(string_to_array(:payloads, ','))"
                    + " payload")
            .param("channel", CHANNEL)
            .param("payloads", String.join(",", payloads))
            .query((row, number) -> number)
            .list();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException e) {
        LOG.warn(
            "{} signals were not sent, others look later: {}", payloads.size(), e.getMessage());
      }
      payloads.clear();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
