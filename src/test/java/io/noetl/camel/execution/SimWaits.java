package io.noetl.camel.execution;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Questions to a step whose answers may have to wait for a commit: each is asked on a thread of its
 * own, and nothing else goes on until it has its answer or waits.
 */
final class SimWaits {
  private final SimSchedule schedule;
  private final List<Asked> open = new ArrayList<>();

  private record Asked(
      SimReplica replica, Thread thread, FutureTask<Boolean> task, Consumer<Boolean> then) {
    private boolean hasAnswer() {
      while (thread.getState() == Thread.State.RUNNABLE || thread.getState() == Thread.State.NEW) {
        Thread.onSpinWait();
      }
      return task.isDone();
    }
  }

  SimWaits(SimSchedule schedule) {
    this.schedule = schedule;
  }

  /** Asks; goes on with the answer at once where there is nothing to wait for. */
  void ask(SimReplica replica, BooleanSupplier question, Consumer<Boolean> then) {
    FutureTask<Boolean> task = new FutureTask<>(question::getAsBoolean);
    Asked asked = new Asked(replica, Thread.ofVirtual().start(task), task, then);
    if (asked.hasAnswer()) {
      then.accept(task.resultNow());
    } else {
      open.add(asked);
    }
  }

  /** After each thing that happens: answers that have come meanwhile are things of the schedule. */
  void look() {
    for (Iterator<Asked> each = open.iterator(); each.hasNext(); ) {
      Asked asked = each.next();
      if (asked.hasAnswer()) {
        each.remove();
        boolean answer = asked.task().resultNow();
        schedule.later(asked.replica(), () -> asked.then().accept(answer));
      }
    }
  }

  /** A replica is gone, and who asked with it. */
  void forget(SimReplica replica) {
    open.removeIf(asked -> asked.replica() == replica);
  }
}
