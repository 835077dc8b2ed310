package io.noetl.camel.execution;

import io.noetl.camel.template.AttributeDefaults;
import io.noetl.camel.template.Names;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code output} as conditions and {@code set} see it: how a call or a step ended. {@code status,
 * data, error, ref, meta, http, pg, py}; beside them members of the result.
 */
final class OutputValue extends AbstractMap<String, @Nullable Object>
    implements AttributeDefaults, Scopes.Raw {
  private final Map<String, @Nullable Object> own;
  private final @Nullable Object beside;
  private final @Nullable Object raw;

  private OutputValue(
      Map<String, @Nullable Object> own, @Nullable Object beside, @Nullable Object raw) {
    this.own = own;
    this.beside = beside;
    this.raw = raw;
  }

  /**
   * Of one call, as the policy of its task sees it: {@code data} is the whole result, which has the
   * members of its body too where it has none of that name.
   */
  static OutputValue ofCall(Outcome outcome, int attempt, double millis) {
    Map<String, @Nullable Object> own = envelope(outcome);
    if (outcome instanceof Outcome.Done(Object result)) {
      own.put("data", StepResult.response(result));
    }
    Map<String, @Nullable Object> meta = new LinkedHashMap<>();
    meta.put("attempt", (long) attempt);
    meta.put("duration_ms", millis);
    own.put("meta", meta);
    return new OutputValue(own, null, own);
  }

  /**
   * Of one call, as the {@code set} of its task sees it: the result itself, with what a policy sees
   * where it has no such member.
   */
  static OutputValue ofResult(Outcome outcome, int attempt, double millis) {
    Map<String, @Nullable Object> policy = ofCall(outcome, attempt, millis).own;
    Object result = EventScope.result(outcome);
    Map<String, @Nullable Object> all = new LinkedHashMap<>(policy);
    if (result instanceof Map<?, ?> map) {
      map.forEach((key, value) -> all.put(String.valueOf(key), value));
    }
    return new OutputValue(all, StepResult.of(result), result);
  }

  /** Of a step: {@code data} is the result's own {@code data} if it has one, else the result. */
  static OutputValue ofStep(Outcome outcome, @Nullable Object result) {
    Map<String, @Nullable Object> own = envelope(outcome);
    Object value =
        outcome instanceof Outcome.Failed failed && failed.result() != null
            ? failed.result()
            : result;
    if (outcome instanceof Outcome.Done || EventScope.result(outcome) != null) {
      own.put(
          "data",
          StepResult.of(
              value instanceof Map<?, ?> map && map.containsKey("data") ? map.get("data") : value));
    }
    return new OutputValue(own, StepResult.of(value), own);
  }

  /** Of a step that was not admitted. */
  static OutputValue skipped() {
    Map<String, @Nullable Object> own = new LinkedHashMap<>();
    own.put("status", "skipped");
    own.put("data", null);
    return new OutputValue(own, null, own);
  }

  private static Map<String, @Nullable Object> envelope(Outcome outcome) {
    Map<String, @Nullable Object> own = new LinkedHashMap<>();
    own.put("status", outcome instanceof Outcome.Done ? "ok" : "error");
    own.put("ref", null);
    own.put("error", null);
    ToolError error = outcome instanceof Outcome.Failed failed ? failed.error() : null;
    Object result = EventScope.result(outcome);
    Map<String, @Nullable Object> http = new LinkedHashMap<>();
    if (result instanceof Map<?, ?> map && map.containsKey("status_code")) {
      http.put("status", map.get("status_code"));
      http.put("headers", map.get("headers"));
    } else if (error != null && error.status() != null) {
      http.put("status", error.status().longValue());
    }
    if (!http.isEmpty()) {
      own.put("http", http);
    }
    if (error != null) {
      error(error, own);
    }
    return own;
  }

  private static void error(ToolError error, Map<String, @Nullable Object> own) {
    ErrorKind kind = ErrorKind.of(error);
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("kind", kind.text());
    members.put("retryable", kind.isRetryable());
    members.put("status_code", error.status() == null ? null : error.status().longValue());
    members.put("source", source(error));
    own.put("error", new ErrorValue(error, members));
    String state = ErrorKind.sqlState(error);
    if (state != null) {
      own.put("pg", Map.of("code", state, "sqlstate", state));
    }
    if (error.code().startsWith("PY")) {
      Map<String, @Nullable Object> py = new LinkedHashMap<>();
      py.put("exception", error.type());
      py.put("message", error.message());
      py.put("traceback", error.traceback());
      own.put("py", py);
    }
  }

  private static String source(ToolError error) {
    return error.status() != null
        ? "http"
        : ErrorKind.sqlState(error) != null
            ? "sql"
            : error.code().startsWith("PY") ? "python" : "tool";
  }

  @Override
  public @Nullable Object raw() {
    return raw;
  }

  @Override
  public @Nullable Object missingAttribute(String name) {
    if (name.equals("result") && own.containsKey("data")) {
      return own.get("data");
    }
    if (beside instanceof Map<?, ?> map && map.containsKey(name)) {
      return map.get(name);
    }
    return beside instanceof AttributeDefaults more ? more.missingAttribute(name) : Names.MISSING;
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return own.containsKey(key);
  }

  @Override
  public @Nullable Object get(@Nullable Object key) {
    return own.get(key);
  }

  @Override
  public Set<Entry<String, @Nullable Object>> entrySet() {
    return own.entrySet();
  }
}
