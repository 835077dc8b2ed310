package io.noetl.camel.store.event;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits for all executions of this replica in groups: what has come in while one transaction was
 * on its way goes together in the next. A lost database is waited for; a commit that the database
 * refuses for its data fails alone.
 */
public final class EventWriter implements CommitLog, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventWriter.class);
  private static final int MAX_BATCH = 512;
  private static final long LAZY_MILLIS = 100;
  private static final long MAX_BACKOFF_MILLIS = 2_000;

  private final DataSource database;
  private final String owner;
  private final SealedEvents secrets;
  private final Executor callbacks;
  private final CommitObserver observer;
  private final BooleanSupplier charges;
  private final BlockingQueue<Pending> queue = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile boolean closed;

  private record Pending(
      RunCommit commit, @Nullable CompletableFuture<Void> done, long sinceNanos) {}

  /**
   * Starts the writer.
   *
   * @param owner this replica, the {@code worker_id} of the rows
   * @param secrets hides their values in what is written
   * @param callbacks runs what waits for a commit
   * @param observer is told of each transaction
   * @param charges whether quotas bound what code may run
   */
  public EventWriter(
      DataSource database,
      String owner,
      SealedEvents secrets,
      Executor callbacks,
      CommitObserver observer,
      BooleanSupplier charges) {
    this.database = database;
    this.owner = owner;
    this.secrets = secrets;
    this.callbacks = callbacks;
    this.observer = observer;
    this.charges = charges;
    this.thread = Thread.ofPlatform().daemon().name("noetl-event-writer").start(this::run);
  }

  @Override
  public CompletableFuture<Void> commit(RunCommit commit) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    queue.add(new Pending(commit, done, System.nanoTime()));
    return done;
  }

  @Override
  public void later(RunCommit commit) {
    queue.add(new Pending(commit, null, System.nanoTime()));
  }

  private void run() {
    List<Pending> batch = new ArrayList<>();
    while (!closed || !queue.isEmpty()) {
      try {
        collect(batch);
        if (!batch.isEmpty()) {
          write(batch);
        }
      } catch (InterruptedException e) {
        closed = true;
      } catch (RuntimeException | Error e) {
        // Its thread must not end: every execution of this replica would stand still.
        LOG.error("The event writer failed for {} commits", batch.size(), e);
        batch.forEach(p -> complete(p, e));
      }
      batch.clear();
    }
  }

  private void collect(List<Pending> batch) throws InterruptedException {
    Pending first = queue.poll(1, TimeUnit.SECONDS);
    if (first == null) {
      return;
    }
    batch.add(first);
    queue.drainTo(batch, MAX_BATCH - 1);
    while (batch.stream().allMatch(p -> p.done() == null) && !closed) {
      long left =
          LAZY_MILLIS - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - first.sinceNanos());
      Pending more = left <= 0 ? null : queue.poll(left, TimeUnit.MILLISECONDS);
      if (more == null) {
        return;
      }
      batch.add(more);
      queue.drainTo(batch, MAX_BATCH - batch.size());
    }
  }

  private void write(List<Pending> batch) throws InterruptedException {
    Set<Long> accepted;
    long begun = System.nanoTime();
    try {
      accepted = persist(batch);
    } catch (SQLException e) {
      if (batch.size() == 1) {
        LOG.error("The database refused a commit: {}", e.getMessage());
        complete(batch.getFirst(), e);
        return;
      }
      for (Pending single : batch) {
        write(List.of(single));
      }
      return;
    }
    tell(
        batch.stream()
            .map(Pending::commit)
            .filter(c -> accepted.contains(c.executionId()))
            .toList(),
        System.nanoTime() - begun);
    for (Pending pending : batch) {
      long id = pending.commit().executionId();
      complete(pending, accepted.contains(id) ? null : new StaleEpochException(id));
    }
  }

  /** What is durable goes on, whatever those who watch make of it. */
  private void tell(List<RunCommit> written, long nanos) {
    try {
      observer.written(written, nanos);
    } catch (RuntimeException e) {
      LOG.warn("Commits were not observed", e);
    }
  }

  private Set<Long> persist(List<Pending> batch) throws SQLException, InterruptedException {
    CommitBatch commits =
        new CommitBatch(
            owner, secrets, charges.getAsBoolean(), batch.stream().map(Pending::commit).toList());
    long backoff = 50;
    while (true) {
      try (Connection connection = database.getConnection()) {
        return commits.write(connection);
      } catch (SQLException e) {
        if (!isTransient(e) || closed) {
          throw e;
        }
        LOG.warn("The database does not answer, trying again: {}", e.getMessage());
        Thread.sleep(backoff);
        backoff = Math.min(backoff * 2, MAX_BACKOFF_MILLIS);
      }
    }
  }

  /**
   * Connection lost, shutting down, out of resources (a full disk), deadlock, a standby that is not
   * promoted yet: the same write may succeed later.
   */
  private static boolean isTransient(SQLException e) {
    String state = e.getSQLState();
    return e instanceof SQLTransientException
        || state == null
        || state.startsWith("08")
        || state.startsWith("53")
        || state.startsWith("57P")
        || state.startsWith("58")
        || state.startsWith("40")
        || state.equals("25006");
  }

  private void complete(Pending pending, @Nullable Throwable problem) {
    CompletableFuture<Void> done = pending.done();
    if (done == null) {
      return;
    }
    callbacks.execute(
        () -> {
          if (problem == null) {
            done.complete(null);
          } else {
            done.completeExceptionally(problem);
          }
        });
  }

  /** Writes what is queued and stops. */
  @Override
  public void close() {
    closed = true;
    try {
      thread.join(TimeUnit.SECONDS.toMillis(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
