package io.noetl.camel.execution;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what stands above an execution, and bounds how much stands above and below. */
final class Ancestries {
  private static final int SHOWN_CHAIN = 8;

  private final RunStore store;
  private final LocalRuns here;
  private final RunSettings settings;

  Ancestries(RunStore store, LocalRuns here, RunSettings settings) {
    this.store = store;
    this.here = here;
    this.settings = settings;
  }

  /**
   * Where the parent of an execution stands; null where it has none. What is run again has none,
   * but stays restricted where it was; what a restricted subscription starts is restricted.
   */
  @Nullable Ancestry above(long executionId, StartRequest request) {
    if (request.parent() != null) {
      return of(request.parent().executionId());
    }
    if (request.origin().restricted()) {
      return new Ancestry(executionId, -1, true);
    }
    Long repeated = request.origin().repeats();
    Ancestry old = repeated == null ? null : of(repeated);
    return old == null ? null : new Ancestry(executionId, -1, old.restricted());
  }

  /** What is above an execution that is made of another: what is above that one. */
  @Nullable Ancestry asOf(long origin) {
    Ancestry old = of(origin);
    return old == null ? null : new Ancestry(old.root(), old.depth() - 1, old.restricted());
  }

  private @Nullable Ancestry of(long executionId) {
    Run run = here.find(executionId);
    return run == null ? store.ancestry(executionId).orElse(null) : run.info().ancestry();
  }

  /**
   * Whether the execution that starts this one was told to stop, as far as is known here. One that
   * another replica has now goes on there, and waits for this one.
   */
  boolean isBelowStopping(RunInfo info) {
    Long parent = info.parentExecutionId();
    Run above = parent == null ? null : here.find(parent);
    return above != null && above.isToldToStop();
  }

  /**
   * Playbooks that call each other without end, or each start several of their like, come to an end
   * here.
   *
   * @throws Workload.StartRefused when an execution would be one too many
   */
  void check(RunInfo info) {
    Long parent = info.parentExecutionId();
    if (parent == null) {
      return;
    }
    if (isBelowStopping(info)) {
      throw new Workload.StartRefused(
          "%s is not started: execution %d, which starts it, was told to stop"
              .formatted(info.path(), parent));
    }
    int depth = info.ancestry().depth();
    if (depth > settings.maxDepth()) {
      List<String> chain = new ArrayList<>(store.pathsAbove(parent, SHOWN_CHAIN));
      chain.addFirst(info.path());
      throw new Workload.StartRefused(
          "%s would have %d executions above it (expected: at most %d; noetl.engine.max-depth): %s ← …"
              .formatted(info.path(), depth, settings.maxDepth(), String.join(" ← ", chain)));
    }
    if (here.ofTree(info.ancestry().root()) >= settings.maxTree()) {
      throw new Workload.StartRefused(
          "%d executions are open below execution %d (expected: fewer than %d; noetl.engine.max-tree): %s is not started"
              .formatted(
                  here.ofTree(info.ancestry().root()),
                  info.ancestry().root(),
                  settings.maxTree(),
                  info.path()));
    }
  }
}
