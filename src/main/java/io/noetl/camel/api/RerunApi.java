package io.noetl.camel.api;

import io.noetl.camel.execution.Executions;
import io.noetl.camel.execution.StartRequest;
import io.noetl.camel.execution.StartRequest.PlaybookRef;
import io.noetl.camel.execution.control.RerunPoint;
import io.noetl.camel.execution.control.Reruns;
import io.noetl.camel.store.ExecutionQueries;
import io.noetl.camel.store.ExecutionSummary;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs executions again, from their start or from a step. */
public class RerunApi {
  private final Executions executions;
  private final Reruns reruns;
  private final ExecutionQueries queries;

  public RerunApi(Executions executions, Reruns reruns, ExecutionQueries queries) {
    this.executions = executions;
    this.reruns = reruns;
    this.queries = queries;
  }

  /**
   * {@code POST /api/executions/{id}/rerun {from_step, item, from_failure, payload, version,
   * priority}}: from a step, from where it failed, or else from its start, with the payload laid
   * over what it had, and with its priority unless another is given.
   */
  public Object rerun(ApiRequest request) {
    request.require(Role.OPERATOR);
    BodyFields body = request.bodyOrEmpty();
    long id = request.id("id");
    String step = body.text("from_step");
    Executions.Started started =
        step != null || body.flag("from_failure", false)
            ? reruns.rerun(
                new Reruns.Request(
                    id,
                    point(body, step),
                    Payload.of(body),
                    version(body),
                    StartApi.key(request, body),
                    StartApi.priority(body),
                    StartApi.startedBy(request)))
            : whole(request, body, id);
    Map<String, @Nullable Object> reply = StartApi.started(started);
    reply.put("rerun_of", String.valueOf(id));
    return reply;
  }

  private static @Nullable RerunPoint point(BodyFields body, @Nullable String step) {
    if (step == null) {
      return null;
    }
    RerunPoint point;
    try {
      point = RerunPoint.parse(step);
    } catch (IllegalArgumentException e) {
      throw ApiProblem.field(
          new ApiProblem.FieldError(
              "value_error", List.of("body", "from_step"), String.valueOf(e.getMessage()), step));
    }
    return body.has("item") ? point.withItem(body.integer("item", 0, 0, Integer.MAX_VALUE)) : point;
  }

  private Executions.Started whole(ApiRequest request, BodyFields body, long id) {
    ExecutionSummary original =
        queries
            .find(id)
            .orElseThrow(() -> ApiProblem.of(ApiError.NOT_FOUND, "Execution " + id + " not found"));
    Map<String, @Nullable Object> payload = queries.payload(id);
    payload.putAll(Payload.of(body));
    Integer priority = StartApi.priority(body);
    PlaybookRef playbook =
        switch (version(body)) {
          case Reruns.Version.Same same -> new PlaybookRef.ById(original.catalogId());
          case Reruns.Version.Latest latest -> new PlaybookRef.ByPath(original.path(), null);
          case Reruns.Version.Given given ->
              new PlaybookRef.ByPath(original.path(), given.number());
        };
    return executions.start(
        new StartRequest(
            playbook,
            payload,
            null,
            StartApi.key(request, body),
            priority == null ? (Integer) original.priority() : priority,
            StartRequest.Origin.rerun(StartApi.startedBy(request), id)));
  }

  private static Reruns.Version version(BodyFields body) {
    if (!body.has("version")) {
      return new Reruns.Version.Same();
    }
    Integer number = body.version("version");
    return number == null ? new Reruns.Version.Latest() : new Reruns.Version.Given(number);
  }
}
