package io.noetl.camel.execution;

import io.noetl.camel.playbook.Cleanup;
import io.noetl.camel.playbook.Part;
import io.noetl.camel.playbook.Playbook;
import io.noetl.camel.playbook.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an execution does when all else is done: it undoes what is recorded, newest first, then runs
 * the playbook's {@code on_failure} or {@code on_cancel}, then {@code finally}. How the execution
 * ends is settled when that begins. A fold over the log, like all state. Thread-safe.
 */
final class RunCleanup {
  private final Playbook playbook;
  private final Cleanup plan;
  private final List<Undo> done = new ArrayList<>();
  private final Map<Long, Undo> undoing = new HashMap<>();
  private final List<Map<String, @Nullable Object>> undone = new ArrayList<>();
  private final List<Trouble> troubles = new ArrayList<>();
  private @Nullable Ending ending;
  private @Nullable Part part;
  private @Nullable Instant due;
  private @Nullable ToolError bound;
  private @Nullable Trouble trouble;

  /**
   * How an execution ends.
   *
   * @param failedStep the step that failed first; null where none did
   */
  record Ending(RunEnd.Verdict verdict, @Nullable String failedStep) {}

  /** What went wrong while it cleaned up. */
  record Trouble(Part part, String step, ToolError error) {
    Map<String, @Nullable Object> about() {
      Map<String, @Nullable Object> about = new LinkedHashMap<>();
      about.put("in", part.key());
      about.put("step", step);
      about.put("error", error.message());
      return about;
    }
  }

  /**
   * What comes next.
   *
   * @param over the part that is over; null for none
   * @param trouble what went wrong in it; null for nothing
   * @param begins the part that begins; null for none
   * @param ending how the execution ends; null where that is recorded
   * @param step the index of the step that runs; -1 where the execution ends
   * @param undo what that step undoes; null where it undoes nothing
   */
  record Move(
      @Nullable Part over,
      @Nullable Trouble trouble,
      @Nullable Part begins,
      @Nullable Ending ending,
      int step,
      @Nullable Undo undo) {}

  RunCleanup(Playbook playbook) {
    this.playbook = playbook;
    this.plan = playbook.cleanup();
  }

  /** Whether it is settled how the execution ends. */
  synchronized boolean isGoing() {
    return ending != null;
  }

  /** How the execution has ended, and where that began. */
  synchronized Ending ended() {
    String step = Objects.requireNonNull(ending).failedStep();
    boolean byCleanup = ending.verdict().error() == null && !troubles.isEmpty() && step == null;
    return new Ending(verdict(), byCleanup ? troubles.getFirst().step() : step);
  }

  /** How the execution ends. A problem of the cleanup is told beside a first error, not instead. */
  synchronized RunEnd.Verdict verdict() {
    RunEnd.Verdict verdict = Objects.requireNonNull(ending).verdict();
    return verdict.error() == null && !troubles.isEmpty()
        ? new RunEnd.Verdict("FAILED", verdict.result(), troubles.getFirst().error())
        : verdict;
  }

  /** When the part that goes on is stopped; null for never. */
  synchronized @Nullable Instant due() {
    return due;
  }

  /**
   * A time is over: if it is that of the part that goes on, what runs in it is stopped.
   *
   * @param time the time that was waited for; another part may have begun since
   */
  synchronized void expire(Instant time) {
    Part now = part;
    if (now != null && time.equals(due)) {
      bound =
          ToolError.of(
              "EX0405",
              "CleanupTimeout",
              "`%s` was stopped after its `timeout`. Raise it, or make the steps faster."
                  .formatted(now.key()));
    }
  }

  /** Whether what cleans up is stopped. */
  synchronized boolean isExpired() {
    return bound != null;
  }

  /** The compensation of a step; null where nothing undoes it. */
  @Nullable Integer compensation(Step step) {
    return plan.compensation(step.index());
  }

  /** Something is recorded that can be undone. */
  synchronized void done(Undo what) {
    done.add(what);
  }

  /** A token was issued for a compensation: it undoes what is the newest. */
  synchronized void issued(long token) {
    undoing.put(token, done.removeLast());
  }

  /** What the token of a compensation undoes; null for any other. */
  synchronized @Nullable Undo undo(long token) {
    return undoing.get(token);
  }

  /** The compensation of a token has ended. */
  synchronized void ended(long token, @Nullable String error) {
    Undo undo = undoing.get(token);
    if (undo != null) {
      Map<String, @Nullable Object> about = new LinkedHashMap<>();
      about.put("step", undo.name());
      about.put("item", undo.item() < 0 ? null : (long) undo.item());
      about.put("status", error == null ? "COMPLETED" : "FAILED");
      about.put("error", error);
      undone.add(about);
    }
  }

  /** A step that cleans up has failed. */
  synchronized void failed(String step, ToolError error) {
    if (trouble == null && part != null) {
      trouble = new Trouble(part, step, bound == null ? error : bound);
      troubles.add(trouble);
    }
  }

  /** What went wrong while it cleaned up. */
  synchronized List<Trouble> troubles() {
    return List.copyOf(troubles);
  }

  /** A part has begun. */
  synchronized void begun(Part begins, @Nullable Ending first, Instant since) {
    ending = first == null ? ending : first;
    Cleanup.Block block = plan.blocks().get(begins);
    part = begins;
    due = block == null ? null : since.plus(block.timeout());
    bound = null;
    trouble = null;
  }

  /**
   * Goes on, now that nothing runs.
   *
   * @param settled how the execution ends, where that is not recorded
   */
  synchronized Move next(Ending settled, Instant now) {
    Ending first = ending == null ? settled : null;
    Ending known = first == null ? Objects.requireNonNull(ending) : first;
    if (part == Part.COMPENSATE && !done.isEmpty()) {
      return undoing(null, null, null);
    }
    Part over = part;
    if (bound != null && trouble == null && over != null) {
      failed(over.key(), bound);
    }
    Trouble met = trouble;
    Part next = after(over, known.verdict().status());
    if (next == null) {
      part = null;
      due = null;
      return new Move(over, met, null, null, -1, null);
    }
    begun(next, first, now);
    return next == Part.COMPENSATE
        ? undoing(over, next, first)
        : new Move(
            over, met, next, first, Objects.requireNonNull(plan.blocks().get(next)).first(), null);
  }

  private Move undoing(@Nullable Part over, @Nullable Part begins, @Nullable Ending first) {
    Undo undo = done.getLast();
    int step = Objects.requireNonNull(plan.compensation(undo.step()));
    return new Move(over, null, begins, first, step, undo);
  }

  /** The part that follows one; the first behind none. */
  private @Nullable Part after(@Nullable Part last, String status) {
    List<Part> parts =
        switch (status) {
          case "FAILED" -> List.of(Part.COMPENSATE, Part.ON_FAILURE, Part.FINALLY);
          case "CANCELLED" -> List.of(Part.COMPENSATE, Part.ON_CANCEL, Part.FINALLY);
          default -> List.of(Part.FINALLY);
        };
    for (Part next : parts.subList(last == null ? 0 : parts.indexOf(last) + 1, parts.size())) {
      if (next == Part.COMPENSATE ? !done.isEmpty() : plan.blocks().containsKey(next)) {
        return next;
      }
    }
    return null;
  }

  /** The names that a step sees because it cleans up. */
  synchronized Map<String, @Nullable Object> names(Step step, long token) {
    Ending known = ending;
    if (step.isOfWorkflow() || known == null) {
      return Map.of();
    }
    Map<String, @Nullable Object> names = new LinkedHashMap<>();
    ToolError error = known.verdict().error();
    names.put("status", known.verdict().status());
    names.put("error", error == null ? null : new ErrorValue(error));
    names.put("failed_step", known.failedStep());
    names.put("compensated", List.copyOf(undone));
    Undo undo = undoing.get(token);
    if (undo != null) {
      Step of = playbook.steps().get(undo.step());
      names.put("input", undo.input());
      names.put("result", StepResult.response(undo.result()));
      names.put(undo.name(), StepResult.of(undo.result()));
      if (of.loop() != null) {
        names.put(of.loop().iterator(), undo.value());
        names.put("loop_index", (long) undo.item());
      }
    }
    return names;
  }
}
