package io.noetl.camel.api;

import io.noetl.camel.execution.Executions;
import io.noetl.camel.store.IsoTime;
import io.noetl.camel.store.Variable;
import io.noetl.camel.store.VariableStore;
import io.noetl.camel.store.secret.KnownSecrets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The variables of executions: what is set here is seen by the templates of the steps to come. */
public class VariableApi {
  private final VariableStore variables;
  private final Executions executions;
  private final KnownSecrets secrets;

  /**
   * Makes the bean.
   *
   * @param secrets hides stored secrets that variables hold
   */
  public VariableApi(VariableStore variables, Executions executions, KnownSecrets secrets) {
    this.secrets = secrets;
    this.variables = variables;
    this.executions = executions;
  }

  /** {@code GET /api/vars/{execution_id}}. */
  public Object all(ApiRequest request) {
    request.require(Role.VIEWER);
    long id = request.id("execution_id");
    Map<String, @Nullable Object> byName = new LinkedHashMap<>();
    for (Variable variable : variables.all(id)) {
      byName.put(variable.name(), members(variable));
    }
    return reply(id, "variables", byName, "count", byName.size());
  }

  /** {@code GET /api/vars/{execution_id}/{name}}. */
  public Object get(ApiRequest request) {
    request.require(Role.VIEWER);
    long id = request.id("execution_id");
    String name = request.path("name");
    Variable variable =
        variables
            .read(id, name)
            .orElseThrow(
                () ->
                    ApiProblem.of(
                        ApiError.NOT_FOUND,
                        "Variable '%s' not found for execution %d".formatted(name, id)));
    Map<String, @Nullable Object> reply = new LinkedHashMap<>();
    reply.put("execution_id", id);
    reply.put("var_name", name);
    reply.putAll(members(variable));
    return reply;
  }

  /** {@code POST /api/vars/{execution_id}}. */
  public Object set(ApiRequest request) {
    request.require(Role.OPERATOR);
    long id = request.id("execution_id");
    BodyFields body = request.body();
    Map<String, @Nullable Object> values = body.requiredObject("variables");
    if (values.isEmpty()) {
      throw ApiProblem.of(ApiError.BAD_REQUEST, "variables is empty (expected: at least one)");
    }
    variables.set(id, values, type(body.text("var_type")), body.text("source_step"));
    executions.setVariables(id, values);
    return reply(id, "variables_set", values.size(), "var_names", List.copyOf(values.keySet()));
  }

  /** {@code DELETE /api/vars/{execution_id}/{name}}. */
  public Object delete(ApiRequest request) {
    request.require(Role.OPERATOR);
    long id = request.id("execution_id");
    String name = request.path("name");
    return reply(id, "var_name", name, "deleted", variables.delete(id, name) > 0);
  }

  /** {@code DELETE /api/vars/{execution_id}}. */
  public Object deleteAll(ApiRequest request) {
    request.require(Role.OPERATOR);
    long id = request.id("execution_id");
    Map<String, Object> reply = new LinkedHashMap<>();
    reply.put("execution_id", id);
    reply.put("deleted_count", variables.delete(id, null));
    return reply;
  }

  private static Map<String, Object> reply(
      long id, String name, Object value, String name2, Object value2) {
    Map<String, Object> reply = new LinkedHashMap<>();
    reply.put("execution_id", id);
    reply.put(name, value);
    reply.put(name2, value2);
    return reply;
  }

  private Map<String, @Nullable Object> members(Variable variable) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("value", secrets.mask().value(variable.value()));
    members.put("type", variable.type().name().toLowerCase(Locale.ROOT));
    members.put("source_step", variable.sourceStep());
    members.put("created_at", IsoTime.zulu(variable.createdAt()));
    members.put("accessed_at", IsoTime.zulu(variable.accessedAt()));
    members.put("access_count", variable.accessCount());
    return members;
  }

  private static Variable.Type type(@Nullable String text) {
    try {
      return text == null
          ? Variable.Type.USER_DEFINED
          : Variable.Type.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw ApiProblem.of(
          ApiError.BAD_REQUEST,
          "var_type is '"
              + text
              + "' (expected: user_defined, step_result, computed or iterator_state)");
    }
  }
}
