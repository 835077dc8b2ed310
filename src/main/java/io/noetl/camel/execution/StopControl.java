package io.noetl.camel.execution;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;

/** Holds, stops and loses what one execution does here. Thread-safe. */
final class StopControl {
  private final RunEnd end;
  private final PauseGate gate;
  // In the order in which they came, so that they are stopped in that order.
  private final Set<StepRun> inTool = Collections.synchronizedSet(new LinkedHashSet<>());

  StopControl(RunEnd end, Executor threads) {
    this.end = end;
    this.gate = new PauseGate(threads);
  }

  /** Holds and lets go what begins. */
  PauseGate gate() {
    return gate;
  }

  /** A step is inside a tool, or waits for something: what stops the execution reaches it. */
  void track(StepRun step) {
    inTool.add(step);
    if (end.isInterrupting()) {
      step.interrupt();
    } else if (end.isLost()) {
      step.lose();
    }
  }

  void untrack(StepRun step) {
    inTool.remove(step);
  }

  /** Stops what runs; the tokens end, and the terminal event says CANCELLED. */
  void cancel(ToolError reason) {
    end.cancel(reason);
    interrupt();
  }

  /** As cancel, but the terminal event says FAILED. */
  void expire(ToolError reason) {
    end.expire(reason);
    interrupt();
  }

  private void interrupt() {
    gate.open();
    for (StepRun step : tracked()) {
      // What cleans up may have begun meanwhile.
      if (end.isInterrupting()) {
        step.interrupt();
      }
    }
  }

  private List<StepRun> tracked() {
    synchronized (inTool) {
      return List.copyOf(inTool);
    }
  }

  /** The time of what cleans up is over: what runs is stopped. */
  void expireCleanup(RunCleanup cleanup, Instant due) {
    cleanup.expire(due);
    interrupt();
  }

  /** Stops what still runs of an execution that a bug has ended. */
  void interruptRest() {
    tracked().forEach(StepRun::interrupt);
  }

  /**
   * Another owner goes on with it: what runs here is stopped, nothing begins, nothing is written.
   */
  void lose() {
    end.lose();
    gate.open();
    // Its children are not to be stopped: the next owner waits for them.
    tracked().forEach(StepRun::lose);
  }
}
