package io.noetl.camel.execution;

import io.noetl.camel.playbook.Cursor;
import io.noetl.camel.playbook.Loop;
import io.noetl.camel.playbook.Step;
import io.noetl.camel.template.TemplateError;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A loop over rows that its claimers claim, frame by frame, until a claim gives none. It keeps no
 * results, so that its memory does not grow with the rows.
 */
final class CursorLoop extends LoopRun {
  private final Run run;
  private final Token token;
  private final Cursor cursor;
  private final StepNames names;
  private final CursorProgress progress;
  private final Deque<Frame> left;
  private final Map<Integer, Semaphore> slots = new ConcurrentHashMap<>();
  private int claimers;
  private int rowsAtOnce;

  private CursorLoop(
      Run run, Token token, Step step, Loop loop, StepNames names, CursorProgress progress) {
    super(step, loop, progress.tally(), null);
    this.run = run;
    this.token = token;
    this.cursor = Objects.requireNonNull(loop.cursor());
    this.names = names;
    this.progress = progress;
    this.left = new ArrayDeque<>(progress.open());
  }

  /**
   * A loop that begins, or goes on where its log ends; broken, with the reason, where its numbers
   * are.
   *
   * @param names what its claims see
   */
  static CursorLoop over(
      Run run, Token token, Step step, Loop loop, StepNames names, CursorProgress progress) {
    CursorLoop made = new CursorLoop(run, token, step, loop, names, progress);
    try {
      made.claimers = bound(made.value("/loop/max_in_flight"), "max_in_flight");
      made.rowsAtOnce = bound(made.value("/loop/spec/frame/row_concurrency"), "row_concurrency");
    } catch (TemplateError e) {
      made.broken(TemplateFailure.of(step.name(), e));
    } catch (IllegalArgumentException e) {
      made.broken(
          ToolError.of("EX0302", "LoopError", "Step '" + step.name() + "': " + e.getMessage()));
    }
    return made;
  }

  private @Nullable Object value(String field) {
    return run.expressions().value(step().pointer() + field).render(names);
  }

  @Override
  public Iterator<Claimer> iterator() {
    return IntStream.range(0, claimers).mapToObj(number -> new Claimer(this, number)).iterator();
  }

  Run run() {
    return run;
  }

  Token token() {
    return token;
  }

  Cursor cursor() {
    return cursor;
  }

  /** What a claim sees. */
  StepNames names() {
    return names;
  }

  CursorProgress progress() {
    return progress;
  }

  /** A frame that was claimed before and is not over; null when there is none. */
  synchronized @Nullable Frame left() {
    return left.poll();
  }

  /** The items of a frame that have not ended, as they get a slot. */
  Iterator<LoopItem> items(Frame frame) {
    Semaphore places = new Semaphore(rowsAtOnce);
    slots.put(frame.number(), places);
    return new Iterator<>() {
      private int next = frame.first();

      @Override
      public boolean hasNext() {
        while (next < frame.end() && progress.hasEnded(frame, next)) {
          next++;
        }
        return next < frame.end() && !isStopped();
      }

      @Override
      public LoopItem next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        run.settings().pause().acquire(places);
        LoopItem item = new LoopItem(CursorLoop.this, next, frame.value(next));
        next++;
        return item;
      }
    };
  }

  /** All items of a frame that begin have ended. */
  void over(Frame frame) {
    slots.remove(frame.number());
  }

  @Override
  long total() {
    return -1;
  }

  @Override
  Map<String, @Nullable Object> names(LoopItem item) {
    Map<String, @Nullable Object> seen = super.names(item);
    Frame frame = progress.find(item.index());
    if (frame != null) {
      seen.put("frame", frame.names());
    }
    return seen;
  }

  @Override
  void ended(int index, @Nullable Object result) {
    release(index);
    progress.ended(index);
  }

  @Override
  public void skip(LoopItem item) {
    release(item.index());
  }

  /** There may be rows to claim at any time. */
  @Override
  boolean isIdle(int waiting) {
    return false;
  }

  private void release(int index) {
    Frame frame = progress.find(index);
    Semaphore places = frame == null ? null : slots.get(frame.number());
    if (places != null) {
      places.release();
    }
  }

  /** {@code {cursor: drained | stopped, frames, rows, stats: {total, success, failed}}}. */
  @Override
  synchronized Map<String, @Nullable Object> aggregate() {
    Map<String, @Nullable Object> aggregate = new LinkedHashMap<>();
    aggregate.put("cursor", isStopped() ? "stopped" : "drained");
    aggregate.put("frames", progress.frames());
    aggregate.put("rows", progress.rows());
    aggregate.put("stats", stats());
    return aggregate;
  }
}
