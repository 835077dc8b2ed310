package io.noetl.camel.execution;

import io.noetl.camel.playbook.Loop;
import io.noetl.camel.playbook.Step;
import io.noetl.camel.store.event.EventRow;
import io.noetl.camel.template.TemplateError;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A loop under way: gives out items within its bound and keeps their results in item order. */
public final class LoopRun {
  private final Step step;
  private final Loop loop;
  private final List<?> items;
  private final @Nullable Object[] results;
  private final Semaphore slots;
  private final RunSettings.Pause pause;
  private final long enteredNanos = System.nanoTime();
  private final @Nullable ToolError broken;
  private int succeeded;
  private int failed;
  private @Nullable ToolError firstError;
  private List<Edge> transitions = List.of();
  private int transitionsOf = -1;
  private @Nullable StepRun end;
  private volatile boolean stopped;
  private int calledHere;
  private int inFlight;
  private int taken;

  LoopRun(
      Step step,
      Loop loop,
      List<?> items,
      int maxInFlight,
      RunSettings.Pause pause,
      @Nullable ToolError broken) {
    this.pause = pause;
    this.step = step;
    this.loop = loop;
    this.items = items;
    this.results = new Object[items.size()];
    this.slots = new Semaphore(loop.mode() == Loop.Mode.SEQUENTIAL ? 1 : maxInFlight);
    this.broken = broken;
  }

  /**
   * A loop over what an expression gives; broken, with the reason, where that fails.
   *
   * @param in what it iterates over, rendered once
   * @param maxInFlight how many items run at a time in the parallel modes
   * @param pause waits for a free slot
   */
  static LoopRun over(
      Step step,
      Loop loop,
      Supplier<@Nullable Object> in,
      Supplier<@Nullable Object> maxInFlight,
      RunSettings.Pause pause) {
    try {
      return new LoopRun(step, loop, LoopItems.of(in.get()), bound(maxInFlight.get()), pause, null);
    } catch (TemplateError e) {
      return new LoopRun(step, loop, List.of(), 1, pause, TemplateFailure.of(step.name(), e));
    } catch (IllegalArgumentException e) {
      ToolError error =
          ToolError.of("EX0302", "LoopError", "Step '" + step.name() + "': " + e.getMessage());
      return new LoopRun(step, loop, List.of(), 1, pause, error);
    }
  }

  private static int bound(@Nullable Object value) {
    if (value instanceof Number number && number.longValue() >= 1) {
      return (int) Math.min(number.longValue(), Integer.MAX_VALUE);
    }
    if (value instanceof String text && text.strip().matches("[1-9]\\d{0,8}")) {
      return Integer.parseInt(text.strip());
    }
    throw new IllegalArgumentException(
        "'max_in_flight' is "
            + (value instanceof String ? "'" + value + "'" : value)
            + " (expected: a whole number from 1)");
  }

  Step step() {
    return step;
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
  synchronized List<EventRow> endRows() {
    return end == null ? List.of() : end.rows();
  }

  /** How the sinks at the end have ended. */
  synchronized SinkEnds sinkEnds() {
    return end == null ? new SinkEnds(step) : end.sinkEnds();
  }

  /** The items for Camel's split: it asks for the next one when a slot is free. */
  public Iterator<LoopItem> iterator() {
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < items.size() && !stopped;
      }

      @Override
      public LoopItem next() {
        if (next >= items.size()) {
          throw new NoSuchElementException();
        }
        pause.acquire(slots);
        synchronized (LoopRun.this) {
          inFlight++;
          taken = next + 1;
        }
        LoopItem item = new LoopItem(LoopRun.this, next, items.get(next));
        next++;
        return item;
      }
    };
  }

  /** The variables of an item: the iterator, {@code loop_index} and {@code loop}. */
  Map<String, @Nullable Object> names(LoopItem item) {
    Map<String, @Nullable Object> names = new LinkedHashMap<>();
    names.put(loop.iterator(), item.value());
    names.put("loop_index", (long) item.index());
    names.put(
        "loop",
        Map.of(
            "index",
            (long) item.index(),
            "first",
            item.index() == 0,
            "last",
            item.index() == items.size() - 1,
            "length",
            (long) items.size(),
            "done",
            false));
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
    iter.put("_total", (long) items.size());
    iter.put("_first", item.index() == 0);
    iter.put("_last", item.index() == items.size() - 1);
    iter.put(loop.iterator(), item.value());
    return iter;
  }

  /**
   * Takes the result of an item and frees its slot.
   *
   * @param error why it failed; null when it succeeded
   * @param handled whether a rule took care of the failure
   */
  synchronized void done(
      int index, @Nullable Object result, @Nullable ToolError error, boolean handled) {
    results[index] = result;
    if (error == null) {
      succeeded++;
    } else {
      failed++;
      if (!handled) {
        firstError = firstError == null ? error : firstError;
        stopped |= loop.failFast();
      }
    }
    inFlight--;
    slots.release();
  }

  /** Frees the slot of an item that is not run: it is recorded, or the execution has ended. */
  public synchronized void skip() {
    inFlight--;
    slots.release();
  }

  /** Whether nothing goes on in the loop but items that wait, of which there are so many. */
  synchronized boolean isIdle(int waiting) {
    return waiting == inFlight && (taken == items.size() || slots.availablePermits() == 0);
  }

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

  /** A way that a rule chose for an item: it is taken once, when the loop is done. */
  synchronized void remember(int index, List<Edge> edges) {
    if (!edges.isEmpty() && index >= transitionsOf) {
      transitions = edges;
      transitionsOf = index;
    }
  }

  synchronized List<Edge> transitions() {
    return transitions;
  }

  /** {@code {results: […], stats: {total, success, failed}}}. */
  synchronized Map<String, @Nullable Object> aggregate() {
    Map<String, @Nullable Object> aggregate = new LinkedHashMap<>();
    List<@Nullable Object> inOrder = new ArrayList<>(results.length);
    for (Object result : results) {
      inOrder.add(result);
    }
    aggregate.put("results", inOrder);
    Map<String, @Nullable Object> stats = new LinkedHashMap<>();
    stats.put("total", (long) items.size());
    stats.put("success", (long) succeeded);
    stats.put("failed", (long) failed);
    aggregate.put("stats", stats);
    return aggregate;
  }

  /** Why the loop has failed; null when it has not. */
  synchronized @Nullable ToolError error() {
    if (broken != null) {
      return broken;
    }
    ToolError first = firstError;
    if (first == null) {
      return null;
    }
    return new ToolError(
        "EX0301",
        "LoopFailed",
        "%d of %d items of step '%s' failed; the first: %s"
            .formatted(failed, items.size(), step.name(), first.message()),
        first.status(),
        first.traceback());
  }

  /** Whether the loop could not begin: what it iterates over is broken. */
  boolean isBroken() {
    return broken != null;
  }

  double millis() {
    return (System.nanoTime() - enteredNanos) / 1e6;
  }
}
