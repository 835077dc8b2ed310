package io.noetl.camel.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells executions to stop, here and on other replicas. Thread-safe. */
final class Cancels {
  private static final int MOST_SIGNALS = 50;
  private static final List<String> OPEN = List.of("PENDING", "RUNNING", "PAUSED", "COMPENSATING");

  private final RunStore store;
  private final LocalRuns here;
  private final Signals signals;

  Cancels(RunStore store, LocalRuns here, Signals signals) {
    this.store = store;
    this.here = here;
    this.signals = signals;
  }

  /** As {@link Executions#cancel}. */
  Executions.Cancelled cancel(long executionId, boolean cascade, @Nullable String reason) {
    Optional<RunStore.State> state = store.state(executionId);
    if (state.isEmpty()) {
      return new Executions.Cancelled(false, false, List.of());
    }
    boolean over = !OPEN.contains(state.get().status());
    List<Long> told = new ArrayList<>();
    List<Long> more = store.requestCancel(executionId, cascade);
    // what was started meanwhile by those that had not been told yet, until nothing more was
    while (!more.isEmpty()) {
      tell(more, reason);
      told.addAll(more);
      more = cascade ? store.requestCancelOfRest(executionId) : List.of();
    }
    return new Executions.Cancelled(true, over, told);
  }

  private void tell(List<Long> executions, @Nullable String reason) {
    // those below first: what stops need not stop them again
    executions.reversed().stream()
        .filter(id -> !here.stop(id, reason))
        // the others look for what shall stop at each beat: a signal only makes it sooner
        .limit(MOST_SIGNALS)
        .forEach(signals::cancel);
  }
}
