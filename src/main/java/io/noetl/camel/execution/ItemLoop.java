package io.noetl.camel.execution;

import io.noetl.camel.playbook.Loop;
import io.noetl.camel.playbook.Step;
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

/** A loop over the items of a list, whose results it keeps in their order. */
final class ItemLoop extends LoopRun {
  private final List<?> items;
  private final @Nullable Object[] results;
  private final Semaphore slots;
  private final RunSettings.Pause pause;
  private int inFlight;
  private int taken;

  private ItemLoop(
      Step step,
      Loop loop,
      List<?> items,
      int maxInFlight,
      RunSettings.Pause pause,
      @Nullable ToolError broken) {
    super(step, loop, new LoopTally(), broken);
    this.pause = pause;
    this.items = items;
    this.results = new Object[items.size()];
    this.slots = new Semaphore(loop.mode() == Loop.Mode.SEQUENTIAL ? 1 : maxInFlight);
  }

  /**
   * A loop over what an expression gives; broken, with the reason, where that fails.
   *
   * @param in what it iterates over, rendered once
   * @param maxInFlight how many items run at a time in the parallel modes
   * @param pause waits for a free slot
   */
  static ItemLoop over(
      Step step,
      Loop loop,
      Supplier<@Nullable Object> in,
      Supplier<@Nullable Object> maxInFlight,
      RunSettings.Pause pause) {
    try {
      List<?> items = LoopItems.of(in.get(), step.isOfArcs());
      int bound = bound(maxInFlight.get(), "max_in_flight");
      return new ItemLoop(step, loop, items, bound, pause, null);
    } catch (TemplateError e) {
      return new ItemLoop(step, loop, List.of(), 1, pause, TemplateFailure.of(step.name(), e));
    } catch (IllegalArgumentException e) {
      ToolError error =
          ToolError.of("EX0302", "LoopError", "Step '" + step.name() + "': " + e.getMessage());
      return new ItemLoop(step, loop, List.of(), 1, pause, error);
    }
  }

  /** The items for Camel's split: it asks for the next one when a slot is free. */
  @Override
  public Iterator<LoopItem> iterator() {
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < items.size() && !isStopped();
      }

      @Override
      public LoopItem next() {
        if (next >= items.size()) {
          throw new NoSuchElementException();
        }
        pause.acquire(slots);
        synchronized (ItemLoop.this) {
          inFlight++;
          taken = next + 1;
        }
        LoopItem item = new LoopItem(ItemLoop.this, next, items.get(next));
        next++;
        return item;
      }
    };
  }

  @Override
  long total() {
    return items.size();
  }

  @Override
  void ended(int index, @Nullable Object result) {
    results[index] = result;
    inFlight--;
    slots.release();
  }

  @Override
  public synchronized void skip(LoopItem item) {
    inFlight--;
    slots.release();
  }

  @Override
  synchronized boolean isIdle(int waiting) {
    return waiting == inFlight && (taken == items.size() || slots.availablePermits() == 0);
  }

  /** {@code {results: […], stats: {total, success, failed}}}. */
  @Override
  synchronized Map<String, @Nullable Object> aggregate() {
    Map<String, @Nullable Object> aggregate = new LinkedHashMap<>();
    List<@Nullable Object> inOrder = new ArrayList<>(results.length);
    for (Object result : results) {
      inOrder.add(result);
    }
    aggregate.put("results", inOrder);
    aggregate.put("stats", stats());
    return aggregate;
  }
}
