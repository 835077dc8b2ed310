package io.noetl.camel.execution;

import io.noetl.camel.store.event.ExecutionRow;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the engine reads of executions: their rows, and results from their events. */
public interface RunStore {

  /** The execution that a call of a parent started before. */
  Optional<Existing> child(long parentExecutionId, String parentKey);

  /** The execution that an idempotency key started before. */
  Optional<Existing> byIdempotencyKey(String key);

  /** The open execution that has a unique business key. */
  Optional<KeyHolder> holder(String path, String key);

  /** Whether this execution, and not another that drew the same id, is there. */
  boolean isStarted(ExecutionRow row);

  /** Whether an execution, or one that it was called by, has a bounded place. */
  boolean isBounded(long executionId);

  /** Where an execution stands below others; empty where there is none. */
  Optional<Ancestry> ancestry(long executionId);

  /**
   * The catalog paths of an execution and of those above it, the nearest first, at most so many.
   */
  List<String> pathsAbove(long executionId, int most);

  /** Those of these executions that have ended. */
  List<Ended> ended(Collection<Long> executionIds);

  /** Result of the last completion of a step; null when it has none. */
  @Nullable Object stepResult(long executionId, String step);

  /** An execution's state. */
  Optional<State> state(long executionId);

  /** An execution that is there already. */
  record Existing(long executionId, long catalogId, String path, int version) {}

  /**
   * An open execution that has a unique business key.
   *
   * @param key as it is stored: one that holds a secret is hidden
   */
  record KeyHolder(Existing execution, String key) {}

  /**
   * The state of an execution.
   *
   * @param status PENDING, RUNNING, PAUSED, COMPENSATING, COMPLETED, FAILED or CANCELLED
   */
  record State(String status) {}

  /** What to write in the place of an execution's payload, as JSON. */
  String written(long executionId, Map<String, @Nullable Object> payload);

  /** The payload that was written so. */
  Map<String, @Nullable Object> payload(long executionId, String written);

  /**
   * Notes that an execution shall stop, for whichever replica runs it.
   *
   * @param cascade whether all below it shall stop too
   * @return those that were open, the one at the top first
   */
  List<Long> requestCancel(long executionId, boolean cascade);

  /** As a cascading {@link #requestCancel}, of those that were not asked yet. */
  List<Long> requestCancelOfRest(long executionId);
}
