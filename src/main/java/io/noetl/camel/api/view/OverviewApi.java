package io.noetl.camel.api.view;

import io.noetl.camel.api.ApiError;
import io.noetl.camel.api.ApiProblem;
import io.noetl.camel.api.ApiRequest;
import io.noetl.camel.api.ExecutionTraces;
import io.noetl.camel.api.QuotaShapes;
import io.noetl.camel.api.Role;
import io.noetl.camel.store.CleanupQuery;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.quota.QuotaStore;
import io.noetl.camel.store.search.ExecutionFailure;
import io.noetl.camel.store.search.FailureQuery;
import io.noetl.camel.store.search.FoundExecution;
import io.noetl.camel.store.search.SearchQueries;
import io.noetl.camel.store.secret.KnownSecrets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One execution at a glance: how it stands, what failed first, where, and what was undone. */
public class OverviewApi {
  private final SearchQueries executions;
  private final FailureQuery failures;
  private final CleanupQuery cleanups;
  private final QuotaStore quotas;
  private final ExecutionTraces traces;
  private final KnownSecrets secrets;
  private final Json json;

  /**
   * Makes the bean.
   *
   * @param secrets hides stored secrets that an error holds
   */
  public OverviewApi(
      SearchQueries executions,
      FailureQuery failures,
      CleanupQuery cleanups,
      QuotaStore quotas,
      ExecutionTraces traces,
      KnownSecrets secrets,
      Json json) {
    this.traces = traces;
    this.executions = executions;
    this.failures = failures;
    this.cleanups = cleanups;
    this.quotas = quotas;
    this.secrets = secrets;
    this.json = json;
  }

  /** {@code GET /api/executions/{id}/overview}: without its payload, result and events. */
  public Object overview(ApiRequest request) {
    request.require(Role.VIEWER);
    long id = request.id("id");
    FoundExecution execution =
        executions
            .find(id)
            .orElseThrow(() -> ApiProblem.of(ApiError.NOT_FOUND, "Execution " + id + " not found"));
    Map<String, @Nullable Object> shape = ViewShapes.execution(execution);
    traces.tell(id, shape);
    QuotaShapes.tellWaits(quotas, execution.status().name(), id, shape);
    shape.put("failure", failures.of(id).map(this::shape).orElse(null));
    shape.put("cleanup", cleanups.of(id));
    shape.put("children", failures.children(id));
    shape.put("ancestors", failures.ancestors(id).stream().map(ViewShapes::ancestor).toList());
    return secrets.mask().object(shape);
  }

  private Map<String, @Nullable Object> shape(ExecutionFailure failure) {
    Map<String, @Nullable Object> shape = new LinkedHashMap<>();
    Long child = failure.child();
    shape.put("step", failure.step());
    shape.put("token", failure.token());
    shape.put("item", failure.item());
    shape.put("attempts", failure.attempts());
    shape.put("event_id", String.valueOf(failure.eventId()));
    shape.put("at", ViewShapes.zulu(failure.at()));
    shape.put("error", error(failure.error()));
    shape.put("stack_trace", failure.stackTrace());
    shape.put("child_execution_id", child == null ? null : child.toString());
    return shape;
  }

  private @Nullable Object error(@Nullable String written) {
    try {
      return json.readNullable(written);
    } catch (Json.Malformed e) {
      return written;
    }
  }
}
