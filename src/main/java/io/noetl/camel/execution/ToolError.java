package io.noetl.camel.execution;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a tool call failed, as a playbook's {@code error} and an event row show it.
 *
 * @param code our stable code of the cause, for example {@code TL0301}
 * @param type the kind of failure as its tool names it: {@code ValueError}, {@code HttpStatus},
 *     {@code SqlSyntaxError}
 * @param message what happened, where (file, line, step) and what to do about it, for a person
 * @param status the HTTP status, where there is one
 * @param traceback the traceback of the user's code, where there is one
 */
public record ToolError(
    String code,
    String type,
    String message,
    @Nullable Integer status,
    @Nullable String traceback) {

  /** An error that has neither an HTTP status nor a traceback. */
  public static ToolError of(String code, String type, String message) {
    return new ToolError(code, type, message, null, null);
  }

  /** An error that was written as a map of its members; null for none. */
  static @Nullable ToolError read(@Nullable Object written) {
    if (!(written instanceof Map<?, ?> map)) {
      return null;
    }
    Object traceback = map.get("traceback");
    return new ToolError(
        String.valueOf(map.get("code")),
        String.valueOf(map.get("type")),
        String.valueOf(map.get("message")),
        map.get("status") instanceof Number status ? status.intValue() : null,
        traceback == null ? null : traceback.toString());
  }

  /** The members that templates see as {@code error.status}, {@code error.message} and so on. */
  public Map<String, @Nullable Object> asMap() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("message", message);
    map.put("type", type);
    map.put("code", code);
    map.put("status", status);
    if (traceback != null) {
      map.put("traceback", traceback);
    }
    return map;
  }
}
