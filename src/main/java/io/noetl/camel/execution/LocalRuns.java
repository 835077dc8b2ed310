package io.noetl.camel.execution;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The executions that this replica runs, by id. Thread-safe. */
final class LocalRuns {
  private final Map<Long, Run> runs = new ConcurrentHashMap<>();
  private final Map<Long, Integer> trees = new ConcurrentHashMap<>();
  private volatile boolean closed;

  @Nullable Run find(long executionId) {
    return runs.get(executionId);
  }

  boolean has(long executionId) {
    return runs.containsKey(executionId);
  }

  Collection<Run> all() {
    return runs.values();
  }

  Collection<Long> ids() {
    return List.copyOf(runs.keySet());
  }

  /** Takes a run in; an older one of the same execution stops. After the close it is lost. */
  void add(Run run) {
    Run older = runs.put(run.id(), run);
    if (older == null) {
      trees.merge(run.info().ancestry().root(), 1, Integer::sum);
    } else {
      older.stop().lose();
    }
    if (closed) {
      run.stop().lose();
    }
  }

  /** Others go on with all that is here, and with what a beat that is under way still adds. */
  void close() {
    closed = true;
    runs.values().forEach(run -> run.stop().lose());
  }

  boolean isClosed() {
    return closed;
  }

  void remove(Run run) {
    if (runs.remove(run.id(), run)) {
      trees.computeIfPresent(
          run.info().ancestry().root(), (root, open) -> open > 1 ? open - 1 : null);
    }
  }

  /** How many executions of a tree are here. */
  int ofTree(long root) {
    return trees.getOrDefault(root, 0);
  }

  /** Tells a run to stop; false when it is not here. */
  boolean stop(long executionId, @Nullable String reason) {
    Run run = runs.get(executionId);
    if (run != null) {
      run.stop()
          .cancel(
              ToolError.of(
                  "EX0401",
                  "Cancelled",
                  "The execution was cancelled" + (reason == null ? "." : ": " + reason)));
    }
    return run != null;
  }

  /** Nothing begins in it any more. */
  void hold(long executionId) {
    Run run = runs.get(executionId);
    if (run != null && !run.isStopping()) {
      run.stop().gate().close();
    }
  }

  /** It goes on. */
  void release(long executionId) {
    Run run = runs.get(executionId);
    if (run != null) {
      run.stop().gate().open();
    }
  }

  /** Holds these and lets the others go, but for what has changed since a moment. */
  void holdOnly(Set<Long> paused, long asOfNanos) {
    for (Run run : runs.values()) {
      boolean held = paused.contains(run.id());
      if (held != run.stop().gate().isClosed() && run.stop().gate().isUnchangedSince(asOfNanos)) {
        if (held) {
          hold(run.id());
        } else {
          release(run.id());
        }
      }
    }
  }

  boolean isHeld(long executionId) {
    Run run = runs.get(executionId);
    return run != null && run.stop().gate().isClosed();
  }
}
