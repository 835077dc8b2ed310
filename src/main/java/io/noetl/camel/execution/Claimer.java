package io.noetl.camel.execution;

import io.noetl.camel.playbook.Cursor;
import io.noetl.camel.template.TemplateError;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * One of those who claim rows for a loop: it claims a frame, its rows run, and it claims again,
 * until a claim gives none. One thread at a time.
 */
public final class Claimer {
  private final CursorLoop loop;
  private final int number;
  private final StepRun claims;
  private @Nullable Frame frame;
  private boolean fresh;
  private boolean over;
  private int claimed;

  Claimer(CursorLoop loop, int number) {
    this.loop = loop;
    this.number = number;
    this.claims =
        new StepRun(loop.run(), loop.token(), loop.step(), null, loop.names(), Map.of());
  }

  /** The step for which it claims: its log, its cancelling. */
  public StepRun step() {
    return claims;
  }

  /** Whether it goes on: another claim, or a frame of before. Waits while the execution is paused. */
  public boolean isDue() {
    Frame done = frame;
    if (done != null) {
      loop.over(done);
      frame = null;
    }
    if (over) {
      return false;
    }
    loop.run().awaitGoing();
    return !loop.isStopped() && !loop.run().isStopping();
  }

  /** The rows that run now. */
  public Iterator<LoopItem> items() {
    Frame found = frame;
    return found == null ? List.<LoopItem>of().iterator() : loop.items(found);
  }

  /**
   * A frame that was claimed before a server went away, and of which nobody knows whether its claim
   * stands; null when there is none. One that does stand is taken at once.
   *
   * @return its transaction
   */
  public @Nullable String doubtful() {
    Frame found = loop.left();
    frame = found;
    return found != null && found.isUntouched() ? found.transaction() : null;
  }

  /** Whether it has rows: it need not claim. */
  public boolean hasRows() {
    return frame != null;
  }

  /** The claim of the frame that was doubtful was undone: its rows are free. */
  public void undone() {
    loop.progress().undone(Objects.requireNonNull(frame));
    frame = null;
  }

  /**
   * The inputs of a claim.
   *
   * @throws TemplateError when a template fails
   */
  public StepInput input() {
    claimed++;
    Object most =
        loop.run()
            .expressions()
            .value(loop.step().pointer() + "/loop/spec/frame/max_rows")
            .render(loop.names());
    long rows = LoopRun.bound(most, "frame.max_rows");
    StepNames seen = loop.names().with(Map.of("__frame_max_rows", rows));
    String pointer = loop.cursor().claim().pointer();
    return new StepInput(
        loop.cursor().claim().kind(),
        pointer,
        loop.run().expressions().members(pointer, seen),
        Map.of(),
        seen.flat(),
        claimed,
        loop.run().id() + "/" + claims.key() + "/claim/" + number + "/" + claimed,
        null);
  }

  /**
   * Records the rows of a claim, before its transaction is committed: either both stand, or none.
   *
   * @param transaction what the database calls it; null where it wrote nothing
   * @throws CompletionException when they can't be recorded: the claim is to be undone
   */
  public void record(List<?> rows, @Nullable String transaction) {
    boolean whole = loop.cursor().process() == Cursor.Process.FRAME;
    List<?> kept = Objects.requireNonNull((List<?>) JsonLike.of(rows));
    Frame next = loop.progress().next(kept, whole, transaction);
    loop.run().frameClaimed(loop.token(), loop.step(), next).join();
    fresh = true;
    frame = next;
  }

  /** How the claim has ended. */
  public void finished(Outcome outcome) {
    Frame found = frame;
    if (outcome instanceof Outcome.Failed failed) {
      frame = null;
      over = true;
      loop.broken(told(failed.error()));
    } else if (found == null) {
      over = true;
    } else if (fresh) {
      fresh = false;
      loop.progress().claimed(found);
    }
  }

  private ToolError told(ToolError error) {
    return new ToolError(
        error.code(),
        error.type(),
        "The claim of step '%s' failed: %s".formatted(loop.step().name(), error.message()),
        error.status(),
        error.traceback());
  }
}
