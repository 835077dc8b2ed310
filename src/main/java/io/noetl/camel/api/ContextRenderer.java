package io.noetl.camel.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Renders templates in the context of an execution: the engine as the API sees it. */
@FunctionalInterface
public interface ContextRenderer {

  /**
   * Renders a template.
   *
   * @param executionId the execution whose workload, variables and results the template sees
   * @param template text, or a list or object with texts in it
   * @param extra laid over that context
   * @param strict whether an undefined name is an error
   * @throws RenderFailed when there is no such execution or the template is broken
   */
  Rendered render(
      long executionId,
      @Nullable Object template,
      Map<String, @Nullable Object> extra,
      boolean strict);

  /**
   * What came of it.
   *
   * @param value JSON-like
   * @param contextKeys the names that the template could see
   */
  record Rendered(@Nullable Object value, List<String> contextKeys) {}

  /** A template that can't be rendered; the message says where and why. */
  final class RenderFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RenderFailed(String message) {
      super(message);
    }
  }
}
