package io.noetl.camel.execution.trigger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A subscription as it stands.
 *
 * @param id names it, whatever version of its document is read
 * @param path its catalog path
 * @param catalogId the version of the document that counts
 * @param source webhook or execution
 * @param hook what stands behind {@code /api/hooks/}; null where it is no webhook
 * @param state whether it takes messages
 * @param counts what has become of its messages
 * @param lookedUntil ends of executions before it have been looked at
 * @param fetching how its messages are fetched; null where they come by themselves
 */
public record SubscriptionRow(
    long id,
    String path,
    long catalogId,
    String source,
    @Nullable String hook,
    State state,
    Counts counts,
    Instant lookedUntil,
    @Nullable Fetching fetching) {

  /** Whether messages are taken: at once, later, or not at all. */
  public enum State {
    ACTIVE,
    PAUSED,
    INACTIVE
  }

  /**
   * How messages are fetched.
   *
   * @param owner the replica that does it; null for none
   * @param epoch counts the owners
   * @param lag messages that wait at the source; null where that is not known
   * @param error why nothing can be fetched; null where it can
   */
  public record Fetching(
      @Nullable String owner, long epoch, @Nullable Long lag, @Nullable String error) {}

  /**
   * What has become of messages.
   *
   * @param received all of them
   * @param started those that started an execution
   * @param duplicates those that had done so before
   * @param refused those that could start nothing
   * @param lastAt when the last one came
   * @param lastExecutionId what the last one started that did
   * @param lastError why the last one was refused that was
   */
  public record Counts(
      long received,
      long started,
      long duplicates,
      long refused,
      @Nullable Instant lastAt,
      @Nullable Long lastExecutionId,
      @Nullable String lastError) {}
}
