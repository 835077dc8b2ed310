package io.noetl.camel.execution;

import io.noetl.camel.store.event.CommitLog;
import io.noetl.camel.store.event.RunCommit;
import io.noetl.camel.store.event.StaleEpochException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A process of the simulation: an engine, and a queue of commits as its writer has one. It loses
 * all of that when it is killed.
 */
final class SimReplica implements CommitLog {
  private final String name;
  private final SimSchedule schedule;
  private final SimStore store;
  private final Deque<Pending> queue = new ArrayDeque<>();
  private boolean alive = true;
  private boolean frozen;
  private boolean leased = true;

  private record Pending(RunCommit commit, @Nullable CompletableFuture<Void> done) {}

  SimReplica(String name, SimSchedule schedule, SimStore store) {
    this.name = name;
    this.schedule = schedule;
    this.store = store;
  }

  String name() {
    return name;
  }

  /** Whether it does anything now. */
  boolean runs() {
    return alive && !frozen;
  }

  boolean isAlive() {
    return alive;
  }

  /** Whether the others see its lease. */
  boolean isLeased() {
    return leased;
  }

  void kill() {
    alive = false;
    leased = false;
    queue.clear();
  }

  /** Stops for longer than its lease lasts: slow, not dead. */
  void freeze() {
    frozen = true;
    leased = false;
  }

  void wake() {
    frozen = false;
    leased = true;
  }

  @Override
  public synchronized CompletableFuture<Void> commit(RunCommit commit) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    queue.add(new Pending(commit, done));
    if (commit.start() != null) {
      // Who starts waits for it.
      write(queue.size());
      schedule.runAnswers(this);
    }
    return done;
  }

  @Override
  public synchronized void later(RunCommit commit) {
    queue.add(new Pending(commit, null));
  }

  int queued() {
    return queue.size();
  }

  /** One transaction of the writer. */
  void write(int most) {
    List<Pending> batch = new ArrayList<>();
    while (batch.size() < most && !queue.isEmpty()) {
      batch.add(queue.remove());
    }
    List<RunCommit> commits = batch.stream().map(Pending::commit).toList();
    Set<Long> accepted = store.write(commits);
    if (schedule.chance(8)) {
      // The answer was lost, so it is sent again.
      accepted = store.write(commits);
    }
    for (Pending pending : batch) {
      CompletableFuture<Void> done = pending.done();
      long id = pending.commit().executionId();
      boolean isAccepted = accepted.contains(id);
      if (done != null) {
        schedule.answer(
            this,
            () -> {
              if (isAccepted) {
                done.complete(null);
              } else {
                done.completeExceptionally(new StaleEpochException(id));
              }
            });
      }
    }
  }
}
