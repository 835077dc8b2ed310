package io.noetl.camel.execution;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What starts an execution.
 *
 * @param playbook which one
 * @param payload laid over the playbook's workload, key by key
 * @param parent the call that starts a child; null for an execution of its own
 * @param idempotencyKey a key already seen gives the execution that it started; null for none
 */
public record StartRequest(
    PlaybookRef playbook,
    Map<String, @Nullable Object> payload,
    @Nullable Parent parent,
    @Nullable String idempotencyKey) {

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
