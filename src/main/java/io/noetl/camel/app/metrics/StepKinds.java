package io.noetl.camel.app.metrics;

import io.noetl.camel.execution.Engine;
import io.noetl.camel.execution.Run;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Finds the kind of a step's tool, for the label {@code kind}. */
final class StepKinds {
  private final Supplier<@Nullable Engine> engine;
  private final Set<String> known;

  /**
   * Kinds.
   *
   * @param engine asked late, since it is made after what observes it; null where there is none
   * @param known the kinds of tools that this server has
   */
  StepKinds(Supplier<@Nullable Engine> engine, Set<String> known) {
    this.engine = engine;
    this.known = known;
  }

  Set<String> known() {
    return known;
  }

  /** The kind of the step of an execution that runs here; {@code other} for what is not known. */
  String of(long executionId, String step) {
    Engine running = engine.get();
    Run run = running == null ? null : running.running(executionId);
    return run == null ? BoundedLabels.OTHER : bounded(run.kindOf(step));
  }

  /** A kind that no tool of this server has must not make a series. */
  String bounded(String kind) {
    return known.contains(kind) ? kind : BoundedLabels.OTHER;
  }
}
