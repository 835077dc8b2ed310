package io.noetl.camel.store.search;

import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run of a step: a step that is reached twice has two.
 *
 * @param token the line of control that it ran in, as text; null where it waits or crashed before
 * @param kind its tool's kind; null where the log does not say
 * @param issuedAt when it was due, UTC; null where the log does not say
 * @param startedAt when it began, UTC; null while it waits
 * @param endedAt when it ended, UTC; null while it runs
 * @param status PENDING, RUNNING, COMPLETED or FAILED
 * @param retries how often its tool was called again after an error
 * @param pages how often it was called for a further page
 * @param items how the items of its loop stand; none without a loop
 * @param error JSON text, as the log has it
 * @param fails whether its failure was not handled
 * @param edges the ways that it took, JSON of its event's meta
 * @param gaps the times between its attempts
 */
public record StepSpan(
    String step,
    @Nullable String token,
    @Nullable String kind,
    @Nullable LocalDateTime issuedAt,
    @Nullable LocalDateTime startedAt,
    @Nullable LocalDateTime endedAt,
    String status,
    int retries,
    int pages,
    Items items,
    @Nullable String error,
    boolean fails,
    List<Edge> edges,
    List<Gap> gaps) {

  /**
   * How the items of a loop stand.
   *
   * @param begun how many have begun
   * @param completed how many have ended well
   * @param failed how many have ended with an error
   */
  public record Items(int begun, int completed, int failed) {}

  /**
   * A way that was taken.
   *
   * @param action JSON pointer of the list of successors or the rule's action
   * @param step index of the step that it leads to
   */
  public record Edge(String action, int step) {}

  /** The same, due since a time, with the kind of its tool. */
  StepSpan due(@Nullable LocalDateTime since, @Nullable String tool) {
    return new StepSpan(
        step, token, tool, since, startedAt, endedAt, status, retries, pages, items, error, fails,
        edges, gaps);
  }
}
