package io.noetl.camel.execution;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Questions to a step whose answers may have to wait for a commit: each is asked on a thread of its
 * own. One thread goes on at a time: who asks hands the turn over, and gets it back with the answer
 * or when the thread says that it waits, so that a seed always leads the same way.
 */
final class SimWaits implements RunSettings.Pause, AutoCloseable {
  private final SimSchedule schedule;
  private final List<Asked> open = new ArrayList<>();

  /** Those of replicas that are gone: they stand where they were until all is over. */
  private final List<Asked> forgotten = new ArrayList<>();

  private volatile @Nullable Asked turn;
  private volatile boolean isOver;

  /** Ends a thread that waits for what never comes. */
  private static final class Over extends Error {
    private static final long serialVersionUID = 1;

    Over() {
      super("the schedule is over", null, false, false);
    }
  }

  /** A question on its thread. */
  private static final class Asked {
    private final SimReplica replica;
    private final Consumer<Boolean> then;
    private final Semaphore goesOn = new Semaphore(0);
    private final Semaphore pauses = new Semaphore(0);
    private volatile @Nullable CompletableFuture<Void> waitsFor;
    private volatile @Nullable Boolean answer;
    private volatile @Nullable Throwable problem;

    Asked(SimReplica replica, BooleanSupplier question, Consumer<Boolean> then) {
      this.replica = replica;
      this.then = then;
      Thread.ofVirtual()
          .start(
              () -> {
                goesOn.acquireUninterruptibly();
                try {
                  answer = question.getAsBoolean();
                } catch (RuntimeException | Error e) {
                  problem = e;
                } finally {
                  pauses.release();
                }
              });
    }

    boolean isHeld() {
      CompletableFuture<Void> awaited = waitsFor;
      return awaited != null && !awaited.isDone();
    }
  }

  SimWaits(SimSchedule schedule) {
    this.schedule = schedule;
  }

  /** Asks; goes on with the answer at once where there is nothing to wait for. */
  void ask(SimReplica replica, BooleanSupplier question, Consumer<Boolean> then) {
    Asked asked = new Asked(replica, question, then);
    Boolean answer = goOn(asked);
    if (answer == null) {
      open.add(asked);
    } else {
      then.accept(answer);
    }
  }

  /** Lets it go on until it has its answer, or waits again; null where it does. */
  private @Nullable Boolean goOn(Asked asked) {
    Asked before = turn;
    turn = asked;
    asked.goesOn.release();
    asked.pauses.acquireUninterruptibly();
    turn = before;
    Throwable problem = asked.problem;
    if (problem != null) {
      throw new IllegalStateException(problem);
    }
    return asked.answer;
  }

  /** Time does not matter here. */
  @Override
  public void sleep(Duration time) {}

  @Override
  public void await(CompletableFuture<Void> done) {
    Asked asked = turn;
    if (asked == null) {
      throw new IllegalStateException("nobody waits but on a thread of a question");
    }
    if (!done.isDone() && !isOver) {
      asked.waitsFor = done;
      asked.pauses.release();
      asked.goesOn.acquireUninterruptibly();
      asked.waitsFor = null;
    }
    if (isOver) {
      throw new Over();
    }
    done.join();
  }

  /** After each thing that happens: answers that have come meanwhile are things of the schedule. */
  void look() {
    for (Iterator<Asked> each = open.iterator(); each.hasNext(); ) {
      Asked asked = each.next();
      Boolean answer = asked.isHeld() ? null : goOn(asked);
      if (answer != null) {
        each.remove();
        schedule.later(asked.replica, () -> asked.then.accept(answer));
      }
    }
  }

  /** A replica is gone, and who asked with it. */
  void forget(SimReplica replica) {
    for (Iterator<Asked> each = open.iterator(); each.hasNext(); ) {
      Asked asked = each.next();
      if (asked.replica == replica) {
        each.remove();
        forgotten.add(asked);
      }
    }
  }

  /** Nothing is looked at any more: threads that still wait end, and with them what they hold. */
  @Override
  public void close() {
    isOver = true;
    open.addAll(forgotten);
    for (Asked asked : open) {
      turn = asked;
      asked.goesOn.release();
      asked.pauses.acquireUninterruptibly();
    }
    open.clear();
    forgotten.clear();
    turn = null;
  }
}
