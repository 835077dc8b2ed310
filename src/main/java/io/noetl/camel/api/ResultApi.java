package io.noetl.camel.api;

import io.noetl.camel.execution.ResultRef;
import io.noetl.camel.store.ExecutionQueries;
import io.noetl.camel.store.secret.KnownSecrets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Results of steps by their addresses. */
public class ResultApi {
  private final ExecutionQueries executions;
  private final KnownSecrets secrets;

  public ResultApi(ExecutionQueries executions, KnownSecrets secrets) {
    this.executions = executions;
    this.secrets = secrets;
  }

  /** {@code GET /api/result/resolve?ref=noetl://execution/ID/result/STEP}: the result itself. */
  public Object resolve(ApiRequest request) {
    request.require(Role.VIEWER);
    String text = request.query("ref");
    if (text == null) {
      throw ApiProblem.field(BodyFields.missing(List.of("query", "ref"), null));
    }
    ResultRef ref =
        ResultRef.parse(text)
            .orElseThrow(
                () ->
                    ApiProblem.of(
                        ApiError.BAD_REQUEST,
                        "'%s' is no address of a result (expected: noetl://execution/ID/result/STEP)"
                            .formatted(text)));
    Map<String, @Nullable Object> found = new LinkedHashMap<>();
    found.put("result", executions.stepResult(ref.executionId(), ref.step()));
    Object result = secrets.mask().object(found).get("result");
    if (result == null) {
      throw ApiProblem.of(
          ApiError.NOT_FOUND,
          "Execution %d has no result of step '%s'".formatted(ref.executionId(), ref.step()));
    }
    return result;
  }
}
