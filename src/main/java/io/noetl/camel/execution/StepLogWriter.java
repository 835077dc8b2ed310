package io.noetl.camel.execution;

import io.noetl.camel.store.ArrayLiteral;
import io.noetl.camel.store.Storable;
import java.sql.Types;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Writes what steps print, in batches, a moment after it was printed. When more is printed than the
 * database takes, printing waits.
 */
public final class StepLogWriter implements StepLogSink, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StepLogWriter.class);
  private static final int MOST_WAITING = 20_000;
  private static final int BATCH = 5_000;
  private static final int LONGEST_LINE = 16_384;
  private static final long GATHER_MILLIS = 50;
  private static final int COLUMNS = 8;

  /** Wakes the thread when nothing more comes: a row without columns. */
  private static final Object[] END = {};

  private final JdbcTemplate jdbc;
  private final SnowflakeIds ids;
  private final Clock clock;
  private final UnaryOperator<String> mask;
  private final BlockingQueue<Object[]> queue = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Thread thread;
  private volatile boolean closed;

  /**
   * A writer.
   *
   * @param mask hides the values of secrets
   */
  public StepLogWriter(
      JdbcTemplate jdbc, SnowflakeIds ids, Clock clock, UnaryOperator<String> mask) {
    this.mask = mask;
    this.jdbc = jdbc;
    this.ids = ids;
    this.clock = clock;
    this.thread = Thread.ofPlatform().daemon().name("noetl-step-log").start(this::run);
  }

  @Override
  public void line(long executionId, LogSource source, String stream, String text) {
    String start = Storable.text(text, LONGEST_LINE);
    try {
      queue.put(
          new Object[] {
            executionId,
            0L,
            Storable.text(source.step()),
            source.item(),
            source.label() == null ? null : Storable.text(mask.apply(source.label())),
            stream.toLowerCase(Locale.ROOT),
            Storable.text(mask.apply(start), LONGEST_LINE),
            OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)
          });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    List<Object[]> batch = new ArrayList<>();
    while (!closed || !queue.isEmpty()) {
      try {
        Object[] first = queue.poll(1, TimeUnit.SECONDS);
        if (first == null) {
          continue;
        }
        if (!closed && queue.size() < BATCH) {
          Thread.sleep(GATHER_MILLIS);
        }
        batch.add(first);
        queue.drainTo(batch, BATCH - 1);
        batch.removeIf(row -> row.length == 0);
        // In the order of the queue, so that who reads on behind an id misses no line.
        batch.forEach(row -> row[1] = ids.next());
        if (!batch.isEmpty()) {
          write(batch);
        }
      } catch (InterruptedException e) {
        closed = true;
      }
      batch.clear();
    }
  }

  private void write(List<Object[]> batch) {
    try {
      // One statement for the batch, whatever its size.
      jdbc.update(
          """
          INSERT INTO noetl.step_log (execution_id, log_id, step, item, label, stream, line, created_at)
          SELECT * FROM unnest(?::bigint[], ?::bigint[], ?::text[], ?::int[], ?::text[], ?::text[], ?::text[],
                               ?::timestamptz[])
          """,
          statement -> {
            for (int column = 0; column < COLUMNS; column++) {
              int index = column;
              statement.setObject(
                  column + 1, ArrayLiteral.of(batch, row -> row[index]), Types.OTHER);
            }
          });
    } catch (RuntimeException e) {
      LOG.warn("{} lines of step logs were lost: {}", batch.size(), e.getMessage());
    }
  }

  @Override
  public void close() {
    closed = true;
    // where there is no room for it, the thread does not wait
    queue.offer(END);
    try {
      thread.join(TimeUnit.SECONDS.toMillis(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
