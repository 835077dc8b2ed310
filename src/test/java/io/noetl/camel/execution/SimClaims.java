package io.noetl.camel.execution;

import io.noetl.camel.playbook.Cursor;
import java.util.Iterator;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;

/** The claimers of a loop, as its routes and the postgres tool run them. */
final class SimClaims {
  /** How many rows there are to claim for each loop. */
  static final int ROWS = 7;

  private static final int LOST_COMMITS = 10;

  private final SimReplica replica;
  private final SimSchedule schedule;
  private final SimWaits waits;
  private final SimQueue queue;
  private final String table;
  private final long owner;
  private final int most;
  private final int atOnce;
  private final BiConsumer<LoopItem, Runnable> body;
  private final Runnable drained;
  private int open;

  /**
   * Claimers that begin.
   *
   * @param body runs a row, and then what is given
   * @param drained what follows when all are done
   */
  SimClaims(
      SimReplica replica,
      SimSchedule schedule,
      SimWaits waits,
      SimQueue queue,
      CursorLoop loop,
      BiConsumer<LoopItem, Runnable> body,
      Runnable drained) {
    this.replica = replica;
    this.schedule = schedule;
    this.waits = waits;
    this.queue = queue;
    Cursor cursor = loop.cursor();
    this.owner = loop.run().info().epoch();
    this.table = table(loop.run().id(), loop.step().name());
    this.most = ((Number) cursor.maxRows()).intValue();
    this.atOnce = ((Number) cursor.rowConcurrency()).intValue();
    this.body = body;
    this.drained = drained;
    Iterator<Claimer> claimers = loop.iterator();
    while (claimers.hasNext()) {
      Claimer claimer = claimers.next();
      open++;
      schedule.later(replica, () -> goOn(claimer));
    }
  }

  static String table(long execution, String step) {
    return execution + "/" + step;
  }

  private void goOn(Claimer claimer) {
    waits.ask(
        replica,
        claimer::isDue,
        isDue -> {
          if (isDue) {
            schedule.later(replica, () -> claim(claimer));
          } else if (--open == 0) {
            drained.run();
          }
        });
  }

  private void claim(Claimer claimer) {
    for (String doubtful = claimer.doubtful(); claimer.hasRows(); doubtful = claimer.doubtful()) {
      SimQueue.State state = doubtful == null ? SimQueue.State.COMMITTED : queue.state(doubtful);
      switch (state) {
        case COMMITTED -> {
          claimed(claimer);
          return;
        }
        case OPEN -> {
          schedule.later(replica, () -> claim(claimer));
          return;
        }
        case UNDONE -> claimer.undone();
      }
    }
    claimer.input();
    SimQueue.Transaction claim = queue.claim(replica, owner, table, ROWS, most);
    if (claim.rows().isEmpty() && queue.isHeldByOlder(table, owner)) {
      claim.undo();
      schedule.later(replica, () -> claim(claimer));
      return;
    }
    if (claim.rows().isEmpty()) {
      claim.commit();
      claimed(claimer);
      return;
    }
    waits.ask(
        replica,
        () -> isRecorded(claimer, claim),
        isRecorded -> schedule.later(replica, () -> recorded(claimer, claim, isRecorded)));
  }

  private static boolean isRecorded(Claimer claimer, SimQueue.Transaction claim) {
    try {
      claimer.record(claim.rows(), claim.id());
      return true;
    } catch (CompletionException e) {
      return false;
    }
  }

  private void recorded(Claimer claimer, SimQueue.Transaction claim, boolean isRecorded) {
    if (!isRecorded) {
      claim.undo();
      claimer.finished(Outcome.failed(ToolError.of("SIM", "NotStored", "as the store says")));
      goOn(claimer);
    } else if (schedule.chance(LOST_COMMITS)) {
      // The answer of the database is lost: it has committed, or not.
      if (schedule.chance(2)) {
        claim.commit();
      } else {
        claim.undo();
      }
      claim(claimer);
    } else {
      claim.commit();
      claimed(claimer);
    }
  }

  private void claimed(Claimer claimer) {
    claimer.finished(new Outcome.Done(null));
    Iterator<LoopItem> items = claimer.items();
    new Object() {
      private int inFlight;
      private boolean isOver;

      void next() {
        while (inFlight < atOnce && items.hasNext()) {
          inFlight++;
          LoopItem item = items.next();
          schedule.later(replica, () -> body.accept(item, this::done));
        }
        if (inFlight == 0 && !isOver) {
          isOver = true;
          goOn(claimer);
        }
      }

      private void done() {
        inFlight--;
        next();
      }
    }.next();
  }
}
