package io.noetl.camel.api.view;

import io.noetl.camel.api.ApiRequest;
import io.noetl.camel.api.BodyFields;
import io.noetl.camel.api.Caller;
import io.noetl.camel.execution.Executions;
import io.noetl.camel.execution.StartRequest;
import io.noetl.camel.execution.control.Pauses;
import io.noetl.camel.execution.control.Reruns;
import io.noetl.camel.store.ExecutionQueries;
import io.noetl.camel.store.ExecutionSummary.Status;
import io.noetl.camel.store.search.FoundExecution;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What can be done to executions, one by one. */
public final class BulkActions {
  private final Executions executions;
  private final Reruns reruns;
  private final Pauses pauses;
  private final ExecutionQueries queries;

  public BulkActions(
      Executions executions, Reruns reruns, Pauses pauses, ExecutionQueries queries) {
    this.executions = executions;
    this.reruns = reruns;
    this.pauses = pauses;
    this.queries = queries;
  }

  /** What is done. */
  enum Action {
    CANCEL,
    PAUSE,
    RESUME,
    RERUN;

    private Set<Status> taken() {
      return switch (this) {
        case CANCEL -> EnumSet.of(Status.PENDING, Status.RUNNING, Status.PAUSED);
        case PAUSE -> EnumSet.of(Status.PENDING, Status.RUNNING, Status.COMPENSATING);
        case RESUME -> EnumSet.of(Status.PAUSED);
        case RERUN -> EnumSet.of(Status.COMPLETED, Status.FAILED, Status.CANCELLED);
      };
    }

    boolean takes(Status status) {
      return taken().contains(status);
    }

    String expected() {
      return taken().stream().map(Status::name).collect(Collectors.joining(" or "));
    }
  }

  /**
   * How it went.
   *
   * @param kind done, would, skipped or failed
   * @param message for people
   * @param started the execution that a rerun started; null for none
   */
  record Outcome(String kind, String message, @Nullable Long started) {}

  /**
   * How it is done, the same for all.
   *
   * @param cascade whether children are meant too
   * @param reason for people; null for none
   * @param fromFailure whether a rerun goes on where the execution failed
   * @param by the caller's name; null for an anonymous one
   */
  record Options(
      boolean cascade, @Nullable String reason, boolean fromFailure, @Nullable String by) {
    static Options of(ApiRequest request, BodyFields body) {
      return new Options(
          body.flag("cascade", false),
          body.text("reason"),
          body.flag("from_failure", false),
          request.caller().map(Caller::name).orElse(null));
    }
  }

  /** Does it. What goes wrong with one does not keep the others from their turn. */
  Outcome run(Action action, FoundExecution execution, Options options) {
    long id = execution.executionId();
    try {
      return switch (action) {
        case CANCEL -> {
          Executions.Cancelled cancelled =
              executions.cancel(id, options.cascade(), options.reason());
          yield cancelled.alreadyEnded()
              ? new Outcome("skipped", "It has ended already", null)
              : new Outcome("done", "It was told to stop", null);
        }
        case PAUSE -> changed(pauses.pause(id, options.cascade(), options.reason()));
        case RESUME -> changed(pauses.resume(id, options.cascade()));
        case RERUN -> rerun(execution, options);
      };
    } catch (RuntimeException e) {
      return new Outcome("failed", String.valueOf(e.getMessage()), null);
    }
  }

  private static Outcome changed(Pauses.Change change) {
    return change.changed().isEmpty()
        ? new Outcome("skipped", "It is " + change.status(), null)
        : new Outcome("done", "It is " + change.status(), null);
  }

  private Outcome rerun(FoundExecution execution, Options options) {
    long id = execution.executionId();
    Executions.Started started =
        options.fromFailure()
            ? reruns.rerun(
                new Reruns.Request(
                    id, null, Map.of(), new Reruns.Version.Same(), null, null, options.by()))
            : executions.start(
                new StartRequest(
                    new StartRequest.PlaybookRef.ById(execution.catalogId()),
                    queries.payload(id),
                    null,
                    null,
                    execution.priority(),
                    StartRequest.Origin.rerun(options.by(), id)));
    return new Outcome("done", "It runs again as " + started.executionId(), started.executionId());
  }
}
