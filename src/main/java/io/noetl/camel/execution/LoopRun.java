package io.noetl.camel.execution;

import io.noetl.camel.playbook.Loop;
import io.noetl.camel.playbook.Step;
import io.noetl.camel.store.event.NewEvent;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A loop under way: gives out items within its bound and counts how they end. */
public abstract sealed class LoopRun permits ItemLoop, CursorLoop {
  private final Step step;
  private final Loop loop;
  private final long enteredNanos = System.nanoTime();
  private @Nullable ToolError broken;
  private final LoopTally tally;
  private @Nullable StepRun end;
  private volatile boolean stopped;
  private int calledHere;

  /**
   * A loop.
   *
   * @param tally of the items that have ended before
   * @param broken why it can't begin; null when it can
   */
  LoopRun(Step step, Loop loop, LoopTally tally, @Nullable ToolError broken) {
    this.step = step;
    this.loop = loop;
    this.tally = tally;
    this.broken = broken;
    this.stopped = broken != null || (loop.failFast() && tally.firstError() != null);
  }

  static int bound(@Nullable Object value, String field) {
    if (value instanceof Number number && number.longValue() >= 1) {
      return (int) Math.min(number.longValue(), Integer.MAX_VALUE);
    }
    if (value instanceof String text && text.strip().matches("[1-9]\\d{0,8}")) {
      return Integer.parseInt(text.strip());
    }
    throw new IllegalArgumentException(
        "'"
            + field
            + "' is "
            + (value instanceof String ? "'" + value + "'" : value)
            + " (expected: a whole number from 1)");
  }

  Step step() {
    return step;
  }

  Loop loop() {
    return loop;
  }

  /** The end of the loop as a run of the step whose outcome is the aggregate; made once. */
  synchronized StepRun end(Supplier<StepRun> made) {
    StepRun found = end;
    if (found == null) {
      found = made.get();
      ToolError failure = error();
      found.finished(
          failure == null
              ? new Outcome.Done(aggregate())
              : new Outcome.Failed(failure, aggregate()));
      end = found;
    }
    return found;
  }

  /** The events of the sinks that ran at the end. */
  synchronized List<NewEvent> endRows() {
    return end == null ? List.of() : end.rows();
  }

  /** How the sinks at the end have ended. */
  synchronized SinkEnds sinkEnds() {
    return end == null ? new SinkEnds(step) : end.sinkEnds();
  }

  /** What the split of its route runs over: its items, or those who claim them. */
  public abstract Iterator<?> iterator();

  /** How many items there are in all; negative where nobody knows. */
  abstract long total();

  /** The variables of an item: the iterator, {@code loop_index} and {@code loop}. */
  Map<String, @Nullable Object> names(LoopItem item) {
    Map<String, @Nullable Object> names = new LinkedHashMap<>();
    names.put(loop.iterator(), item.value());
    names.put("loop_index", (long) item.index());
    Map<String, Object> place = new LinkedHashMap<>();
    place.put("index", (long) item.index());
    place.put("first", item.index() == 0);
    if (total() >= 0) {
      place.put("last", item.index() == total() - 1);
      place.put("length", total());
    }
    place.put("done", false);
    names.put("loop", place);
    return names;
  }

  /**
   * What a template of an item sees as the scope of an iteration: the item by its name, and its
   * place.
   */
  Map<String, @Nullable Object> iter(LoopItem item) {
    Map<String, @Nullable Object> iter = new LinkedHashMap<>();
    iter.put("index", (long) item.index());
    iter.put("_index", (long) item.index());
    iter.put("_first", item.index() == 0);
    if (total() >= 0) {
      iter.put("_total", total());
      iter.put("_last", item.index() == total() - 1);
    }
    iter.put(loop.iterator(), item.value());
    return iter;
  }

  /**
   * Takes the result of an item and frees its slot.
   *
   * @param error why it failed; null when it succeeded
   * @param handled whether a rule took care of the failure
   */
  final synchronized void done(
      int index, @Nullable Object result, @Nullable ToolError error, boolean handled) {
    tally.count(error, handled);
    if (error != null && !handled) {
      stopped |= loop.failFast();
    }
    ended(index, result);
  }

  /** An item has ended, and is counted. */
  abstract void ended(int index, @Nullable Object result);

  /** Frees the slot of an item that is not run: it is recorded, or the execution has ended. */
  public abstract void skip(LoopItem item);

  /** Whether nothing goes on in the loop but items that wait, of which there are so many. */
  abstract boolean isIdle(int waiting);

  /** Whether a further item's call is made here, of which there may be so many at a time. */
  synchronized boolean callsHere(int most) {
    if (calledHere >= most) {
      return false;
    }
    calledHere++;
    return true;
  }

  /** A call that was made here has ended. */
  synchronized void calledHere() {
    calledHere--;
  }

  /** No further item begins. */
  void stop() {
    stopped = true;
  }

  boolean isStopped() {
    return stopped;
  }

  /** A way that a rule chose for an item: it is taken once, when the loop is done. */
  synchronized void remember(int index, List<Edge> edges) {
    tally.remember(index, edges);
  }

  synchronized List<Edge> transitions() {
    return tally.transitions();
  }

  /** The loop's result. */
  abstract Map<String, @Nullable Object> aggregate();

  /** {@code {total, success, failed}}. */
  synchronized Map<String, @Nullable Object> stats() {
    Map<String, @Nullable Object> stats = new LinkedHashMap<>();
    stats.put("total", total() >= 0 ? total() : ran());
    stats.put("success", tally.succeeded());
    stats.put("failed", tally.failed());
    return stats;
  }

  /** Why the loop has failed; null when it has not. */
  synchronized @Nullable ToolError error() {
    if (broken != null) {
      return broken;
    }
    ToolError first = tally.firstError();
    if (first == null) {
      return null;
    }
    return new ToolError(
        "EX0301",
        "LoopFailed",
        "%d of %d items of step '%s' failed; the first: %s"
            .formatted(
                tally.failed(), total() >= 0 ? total() : ran(), step.name(), first.message()),
        first.status(),
        first.traceback());
  }

  /** The loop can't go on: no further item begins, and its step fails. */
  synchronized void broken(ToolError error) {
    broken = broken == null ? error : broken;
    stopped = true;
  }

  /** Whether the loop could not begin: what it iterates over is broken. */
  synchronized boolean isBroken() {
    return broken != null && ran() == 0;
  }

  private long ran() {
    return tally.succeeded() + tally.failed();
  }

  double millis() {
    return (System.nanoTime() - enteredNanos) / 1e6;
  }
}
