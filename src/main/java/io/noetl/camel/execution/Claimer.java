package io.noetl.camel.execution;

import io.noetl.camel.playbook.Cursor;
import io.noetl.camel.template.TemplateError;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * One of those who claim rows for a loop: it claims a frame, its rows run, and it claims again,
 * until a claim gives none. One thread at a time.
 */
public final class Claimer {
  private static final int MOST_TRIES = 20;
  private static final double FIRST_WAIT = 0.2;
  private static final double LONGEST_WAIT = 10;

  /** Classes of SQLSTATE that pass: connections, resources, shutdown, an undone transaction. */
  private static final Set<String> PASSING = Set.of("08", "53", "57", "40");

  private static final String CANCELLED = "57014";

  private final CursorLoop loop;
  private final int number;
  private final StepRun claims;
  private @Nullable Frame frame;
  private boolean fresh;
  private boolean over;
  private int claimed;
  private int tries;

  Claimer(CursorLoop loop, int number) {
    this.loop = loop;
    this.number = number;
    this.claims = new StepRun(loop.run(), loop.token(), loop.step(), null, loop.names(), Map.of());
  }

  /** The step for which it claims: its log, its cancelling. */
  public StepRun step() {
    return claims;
  }

  /**
   * Whether it goes on: another claim, or a frame of before. Waits while the execution is paused.
   */
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
   * Takes a frame that is recorded and not over, where there is one: then it has rows. Whether its
   * claim stands nobody knows where the server, or its connection, was lost in the middle.
   *
   * @return the transaction that is to be asked for; null where the claim stands
   */
  public @Nullable String doubtful() {
    Frame found = frame == null ? loop.left() : frame;
    frame = found;
    return found != null && found.isUntouched() ? found.transaction() : null;
  }

  /** Whether it has rows: it need not claim. */
  public boolean hasRows() {
    return frame != null;
  }

  /** The claim of the frame that was doubtful was undone: its rows are free. */
  public void undone() {
    if (!fresh) {
      loop.progress().undone(Objects.requireNonNull(frame));
    }
    fresh = false;
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
    boolean whole = loop.cursor().process() == Cursor.Unit.FRAME;
    List<?> kept = Objects.requireNonNull((List<?>) LoggedValues.of(rows));
    Frame next = loop.progress().next(kept, whole, transaction);
    loop.run().settings().pause().await(loop.run().frameClaimed(loop.token(), loop.step(), next));
    fresh = true;
    frame = next;
  }

  /**
   * Whether a claim that failed is made again: where the database could not be reached for a while,
   * or undid it. Waits before that.
   *
   * @throws InterruptedException when the execution is cancelled
   */
  public boolean triesAgain(Outcome outcome) throws InterruptedException {
    if (!(outcome instanceof Outcome.Failed failed)
        || tries >= MOST_TRIES
        || loop.run().isStopping()) {
      return false;
    }
    String state = ErrorKind.sqlState(failed.error());
    if (state == null || state.equals(CANCELLED) || !PASSING.contains(state.substring(0, 2))) {
      return false;
    }
    tries++;
    double seconds = Math.min(LONGEST_WAIT, FIRST_WAIT * (1L << (tries - 1)));
    claims.log(
        "SYSTEM",
        "claim failed, trying again in %s s: %s".formatted(seconds, failed.error().message()));
    loop.run().settings().pause().sleep(Duration.ofMillis((long) (seconds * 1000)));
    return true;
  }

  /** How the claim has ended. */
  public void finished(Outcome outcome) {
    tries = 0;
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
