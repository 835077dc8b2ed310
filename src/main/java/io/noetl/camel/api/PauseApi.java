package io.noetl.camel.api;

import io.noetl.camel.execution.control.Pauses;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Pauses executions and lets them go on. */
public class PauseApi {
  private final Pauses pauses;

  public PauseApi(Pauses pauses) {
    this.pauses = pauses;
  }

  /** {@code POST /api/executions/{id}/pause {cascade, reason}}. */
  public Object pause(ApiRequest request) {
    request.require(Role.OPERATOR);
    BodyFields body = request.bodyOrEmpty();
    long id = request.id("id");
    return reply(id, "PAUSED", pauses.pause(id, body.flag("cascade", false), body.text("reason")));
  }

  /** {@code POST /api/executions/{id}/resume {cascade}}. */
  public Object resume(ApiRequest request) {
    request.require(Role.OPERATOR);
    long id = request.id("id");
    return reply(id, "RUNNING", pauses.resume(id, request.bodyOrEmpty().flag("cascade", false)));
  }

  private static Object reply(long id, String wanted, Pauses.Change change) {
    String status = change.status();
    if (status == null) {
      throw ApiProblem.of(ApiError.NOT_FOUND, "Execution " + id + " not found");
    }
    if (change.changed().isEmpty() && !status.equals(wanted)) {
      throw ApiProblem.of(
          ApiError.CONFLICT,
          "Execution %d is %s (expected: %s)"
              .formatted(id, status, wanted.equals("PAUSED") ? "RUNNING" : "PAUSED"));
    }
    int count = change.changed().size();
    Map<String, @Nullable Object> reply = new LinkedHashMap<>();
    reply.put("execution_id", String.valueOf(id));
    reply.put("status", status);
    reply.put("executions", texts(change.changed()));
    reply.put(
        "message",
        count == 0
            ? "Execution %d was %s before".formatted(id, status)
            : "%d execution%s now %s".formatted(count, count == 1 ? " is" : "s are", wanted));
    return reply;
  }

  private static List<String> texts(List<Long> ids) {
    return ids.stream().map(String::valueOf).toList();
  }
}
