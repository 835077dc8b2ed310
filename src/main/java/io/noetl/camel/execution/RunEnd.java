package io.noetl.camel.execution;

import io.noetl.camel.compiler.Flow;
import io.noetl.camel.playbook.Step;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How an execution comes to its end. It is complete when no token is left; {@code end} runs once,
 * when every other branch is done, and by itself whenever the execution goes on to complete; it has
 * failed when a failure was not handled.
 */
final class RunEnd {
  private final Flow flow;
  private final RunCleanup cleanup;
  private @Nullable Map<String, @Nullable Object> endArgs;
  private boolean endRuns;
  private @Nullable ToolError failure;
  private @Nullable String failedStep;
  private @Nullable ToolError cancelled;
  private @Nullable ToolError expired;
  private @Nullable Object lastResult;
  private boolean lastQuiet;
  private boolean lost;

  /** What the execution ended with. */
  record Verdict(String status, @Nullable Object result, @Nullable ToolError error) {}

  RunEnd(Flow flow, RunCleanup cleanup) {
    this.flow = flow;
    this.cleanup = cleanup;
  }

  /** A step has failed, and with it the execution, or what cleans up. */
  synchronized void fail(String step, ToolError error) {
    if (cleanup.isGoing()) {
      cleanup.failed(step, error);
    } else if (failure == null) {
      failure = error;
      failedStep = step;
    }
  }

  /** It is cancelled, unless it is settled how it ends. */
  synchronized void cancel(ToolError reason) {
    if (!cleanup.isGoing()) {
      cancelled = reason;
    }
  }

  /**
   * Its time is over, or nobody can go on with it; the time of a cleanup that has begun is another.
   */
  synchronized void expire(ToolError reason) {
    if (!cleanup.isGoing() && expired == null) {
      expired = reason;
    }
  }

  /** Whether what runs is interrupted. */
  synchronized boolean isInterrupting() {
    return cleanup.isGoing() ? cleanup.isExpired() : cancelled != null || expired != null;
  }

  /** Whether steps that have not begun stay away. */
  synchronized boolean isStopping() {
    return isInterrupting() || lost;
  }

  /** Recovery: a token for {@code end} has been issued. */
  synchronized void endIssued() {
    endRuns = true;
  }

  /** Another owner has the execution: nothing begins here any more. */
  synchronized void lose() {
    lost = true;
  }

  synchronized boolean isLost() {
    return lost;
  }

  /**
   * A step has ended.
   *
   * @param quiet whether the branch ends there without leading to {@code end}
   */
  synchronized void stepEnded(Step step, @Nullable Object result, boolean quiet) {
    if (cleanup.isGoing()) {
      return;
    }
    lastResult = result;
    lastQuiet = quiet;
    endRuns |= flow.end().map(end -> end.index() == step.index()).orElse(false);
  }

  /** A step was passed over, so that the flow went on behind it. */
  synchronized void stepSkipped() {
    lastQuiet = false;
  }

  /** Whether a token for {@code end} has to wait until every other branch is done. */
  synchronized boolean parks(Edge edge) {
    boolean toEnd = flow.end().map(end -> end.index() == edge.step()).orElse(false);
    if (toEnd && !endRuns) {
      endArgs = edge.args();
    }
    return toEnd;
  }

  /** The edge to {@code end}, when no token is left and it is due; null when it is not. */
  synchronized @Nullable Edge endStep(LongSupplier ids) {
    boolean due = endArgs != null || (failure == null && !lastQuiet);
    if (endRuns || !due || cleanup.isGoing() || isInterrupting() || flow.end().isEmpty()) {
      return null;
    }
    endRuns = true;
    return new Edge(
        "end",
        flow.end().orElseThrow().index(),
        endArgs == null ? Map.of() : endArgs,
        false,
        false,
        ids.getAsLong());
  }

  /** How the execution ended; meaningful once it has. */
  Ended ended(long executionId) {
    Verdict verdict = verdict();
    ToolError error = verdict.error();
    return new Ended(
        executionId, verdict.status(), verdict.result(), error == null ? null : error.message());
  }

  /** How it ends, now that all is done but to clean up. */
  synchronized RunCleanup.Ending settled() {
    if (cleanup.isGoing()) {
      return cleanup.ended();
    }
    boolean byStep = cancelled == null && expired == null && failure != null;
    return new RunCleanup.Ending(verdict(), byStep ? failedStep : null);
  }

  synchronized Verdict verdict() {
    if (cleanup.isGoing()) {
      return cleanup.verdict();
    }
    if (cancelled != null) {
      return new Verdict("CANCELLED", null, cancelled);
    }
    if (expired != null) {
      return new Verdict("FAILED", lastResult, expired);
    }
    if (failure != null) {
      return new Verdict("FAILED", lastResult, failure);
    }
    return new Verdict("COMPLETED", lastResult, null);
  }
}
