package io.noetl.camel.store.search;

import io.noetl.camel.store.ExecutionSummary.Status;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which executions to find; null and empty ask for any.
 *
 * @param path only of this catalog path; of all that begin with it where it ends with {@code *}
 * @param statuses only with one of these
 * @param labels only with all of these
 * @param key only those with this business key, and the one with this idempotency key
 * @param startedBy only those that this caller started
 * @param trigger only those that were started so: api, schedule, playbook, rerun …
 * @param parent only children of this execution
 * @param roots whether children are left out
 * @param from only those that were started at this time or later
 * @param to only those that were started before
 * @param words only those in whose path, name, key, labels, payload or error each word begins one
 */
public record ExecutionSearch(
    @Nullable String path,
    Set<Status> statuses,
    Map<String, String> labels,
    @Nullable String key,
    @Nullable String startedBy,
    @Nullable String trigger,
    @Nullable Long parent,
    boolean roots,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable String words) {

  /** The same, whatever the status. */
  ExecutionSearch anyStatus() {
    return new ExecutionSearch(
        path, Set.of(), labels, key, startedBy, trigger, parent, roots, from, to, words);
  }

  /** The same, whatever the status and the time. */
  ExecutionSearch anyTime() {
    return new ExecutionSearch(
        path, Set.of(), labels, key, startedBy, trigger, parent, roots, null, null, words);
  }

  /** Whether an index has all that it finds, in the order of time. */
  boolean isOfTime() {
    return from != null
        && labels.isEmpty()
        && key == null
        && startedBy == null
        && trigger == null
        && parent == null
        && !roots
        && words == null
        && (path == null || !path.endsWith("*"));
  }

  /**
   * Whether it asks for anything but a status and a range of time: nothing else makes it narrow.
   */
  public boolean isEmpty() {
    return path == null
        && statuses.isEmpty()
        && labels.isEmpty()
        && key == null
        && startedBy == null
        && trigger == null
        && parent == null
        && from == null
        && to == null
        && words == null;
  }
}
