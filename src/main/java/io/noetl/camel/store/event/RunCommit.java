package io.noetl.camel.store.event;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one execution writes in one transaction.
 *
 * @param executionId the execution
 * @param catalogId its catalog entry
 * @param parentExecutionId its parent; null for none
 * @param playbookName {@code metadata.name}
 * @param epoch the writer's; an older one than the row's is refused
 * @param traceparent the span that the execution stands below; null where it begins a trace
 * @param rows events, ascending
 * @param start the row of a new execution; null when it exists
 * @param cleanup what begins when all else is done; null for nothing
 * @param end its final state; null while it runs
 */
public record RunCommit(
    long executionId,
    long catalogId,
    @Nullable Long parentExecutionId,
    String playbookName,
    long epoch,
    @Nullable String traceparent,
    List<NewEvent> rows,
    @Nullable ExecutionRow start,
    @Nullable Cleanup cleanup,
    @Nullable End end) {

  /** The catalog path, which the last events of an execution that ends are about. */
  public String pathAtEnd() {
    for (NewEvent row : rows.reversed()) {
      if (row.eventType().startsWith("playbook.")) {
        return row.nodeName();
      }
    }
    return playbookName;
  }

  /**
   * An execution begins to clean up: how it ends is settled, and nobody cancels it any more.
   *
   * @param undoes whether it undoes what was done
   */
  public record Cleanup(boolean undoes) {}

  /**
   * How an execution ended.
   *
   * @param status COMPLETED, FAILED or CANCELLED
   * @param result JSON
   * @param error text for a person
   * @param notices who is told of it
   */
  public record End(
      String status,
      @Nullable String result,
      @Nullable String error,
      Instant at,
      List<Notice> notices) {}

  /**
   * Somebody is told.
   *
   * @param event of what
   * @param receiver the name of a credential
   * @param text in which words
   * @param due when; null for at once
   */
  public record Notice(String event, String receiver, String text, @Nullable Instant due) {
    private static final int LONGEST = 4_000;

    /**
     * A text as it is stored. What is cut off is cut when secrets are hidden: the head of one would
     * not be recognized.
     *
     * @param masked the whole text, secrets hidden
     */
    public static String shortened(String masked) {
      return masked.length() <= LONGEST ? masked : masked.substring(0, LONGEST - 1) + "…";
    }
  }
}
