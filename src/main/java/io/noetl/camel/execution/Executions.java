package io.noetl.camel.execution;

import io.noetl.camel.playbook.PlaybookInvalid;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What one can do with executions: the engine as the API, the components and the tests see it. */
public interface Executions {

  /**
   * Starts an execution and returns once it is recorded; it runs on by itself.
   *
   * @throws PlaybookNotFound when the catalog has no such playbook
   * @throws PlaybookInvalid when the document can't be run
   * @throws Workload.KeyTaken when an open execution has its business key
   * @throws Workload.StartRefused when it can't begin for another reason
   * @throws MessagesTaken when messages start it together, and others were recorded meanwhile
   */
  Started start(StartRequest request);

  /**
   * Asks an execution to stop. What runs is interrupted, the terminal event says why.
   *
   * @param cascade whether its children are cancelled too
   */
  Cancelled cancel(long executionId, boolean cascade, @Nullable String reason);

  /** The end of an execution, which may be over by now, or run elsewhere. */
  CompletableFuture<Ended> end(long executionId);

  /**
   * An execution that was started, or was found by its idempotency key.
   *
   * @param executionId its id
   * @param catalogId the catalog entry that it runs
   * @param path its catalog path
   * @param version the version of that path
   * @param existing whether it had been started before
   * @param joined whether others have started it: it is the open one that has the business key
   */
  record Started(
      long executionId,
      long catalogId,
      String path,
      int version,
      boolean existing,
      boolean joined) {

    /** One that this very start has started, now or before. */
    public Started(long executionId, long catalogId, String path, int version, boolean existing) {
      this(executionId, catalogId, path, version, existing, false);
    }
  }

  /**
   * The answer to a cancel.
   *
   * @param found whether there is such an execution
   * @param alreadyEnded whether it had ended before
   * @param executions the executions that were told to stop, children included
   */
  record Cancelled(boolean found, boolean alreadyEnded, List<Long> executions) {}

  /** The catalog has no such playbook. */
  final class PlaybookNotFound extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PlaybookNotFound(String what) {
      super("Playbook not found: " + what);
    }
  }

  /** Messages were to start an execution together, and some may have started another meanwhile. */
  final class MessagesTaken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MessagesTaken() {
      super("Other messages of the subscription were recorded meanwhile: it is looked again");
    }
  }

  /** The variables of a running execution, set from outside (POST /api/vars). */
  void setVariables(long executionId, Map<String, @Nullable Object> variables);
}
