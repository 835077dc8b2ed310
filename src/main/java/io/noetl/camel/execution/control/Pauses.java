package io.noetl.camel.execution.control;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pauses and resumes executions. Paused is a state of the row: it outlives any server. */
public interface Pauses {

  /**
   * Pauses an execution: steps that are under way end, and nothing new begins.
   *
   * @param cascade whether its children that have not ended are paused too
   * @param reason kept in the event; null for none
   */
  Change pause(long executionId, boolean cascade, @Nullable String reason);

  /**
   * Lets a paused execution go on.
   *
   * @param cascade whether its paused children go on too
   */
  Change resume(long executionId, boolean cascade);

  /**
   * The answer.
   *
   * @param status how the execution stands now; null when there is none
   * @param changed the executions whose state has changed, children included
   */
  record Change(@Nullable String status, List<Long> changed) {}
}
