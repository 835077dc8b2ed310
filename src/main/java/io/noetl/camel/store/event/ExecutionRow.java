package io.noetl.camel.store.event;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An execution as its row says.
 *
 * @param payload JSON
 * @param parentKey names the call in the parent; null when a client merely linked them
 * @param idempotencyKey null for none
 * @param owner the replica that runs it; null when none does, {@code quota} when it waits for one
 * @param limit how many executions of its kind run at a time; null for no bound
 * @param rate how many executions of its kind begin within a while; null for no bound
 * @param key what it is about; null where nobody says
 * @param epoch rises with each claim
 * @param origin who or what started it
 * @param root the execution at the top of those that called each other
 * @param depth how many are above it
 * @param restricted whether it, or one above it, is restricted
 * @param priority of what waits for room the highest goes first
 * @param notices who is told if it has not ended by its deadline
 */
public record ExecutionRow(
    long executionId,
    long catalogId,
    String path,
    int version,
    String name,
    String payload,
    @Nullable Long parentExecutionId,
    @Nullable String parentKey,
    @Nullable String idempotencyKey,
    @Nullable String owner,
    @Nullable Limit limit,
    @Nullable Rate rate,
    @Nullable Key key,
    long epoch,
    Instant startTime,
    Origin origin,
    long root,
    int depth,
    boolean restricted,
    int priority,
    List<RunCommit.Notice> notices) {

  /**
   * Who or what started an execution.
   *
   * @param startedBy the caller; null where none is known
   * @param trigger api, schedule, subscription, playbook, rerun or route
   * @param labels JSON, an object of texts
   * @param messages those that start it together; null where there are none
   */
  public record Origin(
      @Nullable String startedBy,
      @Nullable String trigger,
      String labels,
      @Nullable Messages messages) {}

  /**
   * Messages of a subscription that start an execution together. It is recorded with all of their
   * keys, or not at all where another was recorded since these messages were looked for: that one
   * may have some of them.
   *
   * @param keys of the messages, as idempotency keys
   * @param epoch of the subscription's owner
   * @param turn counts what was recorded for this subscription
   */
  public record Messages(List<String> keys, long subscriptionId, long epoch, long turn) {
    /** The keys stay as they are. */
    public Messages {
      keys = List.copyOf(keys);
    }
  }

  /**
   * A bound of executions that run at a time.
   *
   * @param key what they have in common
   * @param most how many run
   * @param whenFull what becomes of one that finds no place: queue, cancel_new, cancel_old or fail
   */
  public record Limit(String key, int most, String whenFull) {}

  /**
   * A bound of executions that begin within a while.
   *
   * @param key what they have in common
   * @param most how many begin
   * @param seconds within any such while
   */
  public record Rate(String key, int most, int seconds) {}

  /**
   * A business key.
   *
   * @param unique whether only one execution of the path and the text is open at a time
   */
  public record Key(String text, boolean unique) {}
}
