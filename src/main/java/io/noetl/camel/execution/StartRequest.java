package io.noetl.camel.execution;

import io.noetl.camel.store.event.ExecutionRow;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What starts an execution.
 *
 * @param playbook which one
 * @param payload laid over the playbook's workload, key by key
 * @param parent the call that starts a child; null for an execution of its own
 * @param idempotencyKey a key already seen gives the execution that it started; null for none
 * @param priority of what waits for room the highest goes first; null for what the playbook says
 * @param origin who or what starts it
 */
public record StartRequest(
    PlaybookRef playbook,
    Map<String, @Nullable Object> payload,
    @Nullable Parent parent,
    @Nullable String idempotencyKey,
    @Nullable Integer priority,
    Origin origin) {

  /** A request with the priority that the playbook says. */
  public StartRequest(
      PlaybookRef playbook,
      Map<String, @Nullable Object> payload,
      @Nullable Parent parent,
      @Nullable String idempotencyKey,
      Origin origin) {
    this(playbook, payload, parent, idempotencyKey, null, origin);
  }

  /** A request of nobody in particular: a playbook calls a child, a route a playbook. */
  public StartRequest(
      PlaybookRef playbook,
      Map<String, @Nullable Object> payload,
      @Nullable Parent parent,
      @Nullable String idempotencyKey) {
    this(
        playbook,
        payload,
        parent,
        idempotencyKey,
        null,
        new Origin(null, parent == null ? "route" : "playbook", Map.of()));
  }

  /**
   * Who or what starts an execution.
   *
   * @param startedBy the caller; null where none is known
   * @param trigger api, schedule, subscription, playbook, rerun or route
   * @param labels laid over those of the playbook
   * @param repeats the execution that is run again: the new one is restricted where that one was;
   *     null for none
   * @param restricted whether what starts it is restricted, and so the execution
   * @param messages those that start it together; null where there are none
   */
  public record Origin(
      @Nullable String startedBy,
      String trigger,
      Map<String, String> labels,
      @Nullable Long repeats,
      boolean restricted,
      ExecutionRow.@Nullable Messages messages) {

    /** Of what no messages start together. */
    public Origin(
        @Nullable String startedBy,
        String trigger,
        Map<String, String> labels,
        @Nullable Long repeats,
        boolean restricted) {
      this(startedBy, trigger, labels, repeats, restricted, null);
    }

    /** Of what is not run again. */
    public Origin(@Nullable String startedBy, String trigger, Map<String, String> labels) {
      this(startedBy, trigger, labels, null, false);
    }

    /** Of an execution that is run again. */
    public static Origin rerun(@Nullable String startedBy, long repeats) {
      return new Origin(
          startedBy, "rerun", Map.of("rerun_of", Long.toString(repeats)), repeats, false);
    }
  }

  /** Names a playbook in the catalog. */
  public sealed interface PlaybookRef {
    /** By path; the latest version where none is given. */
    record ByPath(String path, @Nullable Integer version) implements PlaybookRef {}

    /** By catalog id, which is a path in one version. */
    record ById(long catalogId) implements PlaybookRef {}
  }

  /**
   * The call in a parent.
   *
   * @param executionId the parent execution
   * @param key names the call within the parent: the same call made again finds the same child;
   *     null when a client merely links an execution to a parent
   */
  public record Parent(long executionId, @Nullable String key) {}
}
