package io.noetl.camel.api;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Renders templates as a step of an execution would. */
public class RenderApi {
  private final ContextRenderer renderer;

  public RenderApi(ContextRenderer renderer) {
    this.renderer = renderer;
  }

  /** {@code POST /api/context/render}. */
  public Object render(ApiRequest request) {
    request.require(Role.OPERATOR);
    BodyFields body = request.body();
    Long id = executionId(body);
    if (id == null || !body.names("template")) {
      throw ApiProblem.of(
          ApiError.BAD_REQUEST, "execution_id (a number or its digits) and template are required");
    }
    Map<String, @Nullable Object> extra = body.object("extra_context");
    try {
      ContextRenderer.Rendered rendered =
          renderer.render(
              id,
              body.value("template"),
              extra == null ? Map.of() : extra,
              body.flag("strict", false));
      Map<String, @Nullable Object> reply = new LinkedHashMap<>();
      reply.put("status", "ok");
      reply.put("rendered", rendered.value());
      reply.put("context_keys", rendered.contextKeys());
      return reply;
    } catch (ContextRenderer.RenderFailed e) {
      throw ApiProblem.of(ApiError.BAD_REQUEST, String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable Long executionId(BodyFields body) {
    String text = body.scalar("execution_id");
    return text == null ? null : BodyFields.parseLong(text).orElse(null);
  }
}
