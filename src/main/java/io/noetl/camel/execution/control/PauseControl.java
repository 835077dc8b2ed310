package io.noetl.camel.execution.control;

import io.noetl.camel.execution.Engine;
import io.noetl.camel.execution.SnowflakeIds;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pauses and resumes: the row first, then the run if it is on this replica. The replica that has it
 * otherwise sees it by {@link PauseWatch}.
 */
public final class PauseControl implements Pauses {
  private final PauseStore store;
  private final Engine engine;
  private final SnowflakeIds ids;

  public PauseControl(PauseStore store, Engine engine, SnowflakeIds ids) {
    this.store = store;
    this.engine = engine;
    this.ids = ids;
  }

  @Override
  public Change pause(long executionId, boolean cascade, @Nullable String reason) {
    List<Long> changed = new ArrayList<>();
    if (store.pause(executionId, ids.next(), reason)) {
      engine.holdHere(executionId);
      changed.add(executionId);
    }
    if (cascade) {
      for (long child : store.openChildren(executionId)) {
        changed.addAll(pause(child, true, reason).changed());
      }
    }
    return new Change(store.status(executionId).orElse(null), changed);
  }

  @Override
  public Change resume(long executionId, boolean cascade) {
    List<Long> changed = new ArrayList<>();
    if (cascade) {
      for (long child : store.openChildren(executionId)) {
        changed.addAll(resume(child, true).changed());
      }
    }
    if (store.resume(executionId, ids.next())) {
      engine.releaseHere(executionId);
      changed.addFirst(executionId);
    }
    return new Change(store.status(executionId).orElse(null), changed);
  }
}
