package io.noetl.camel.app;

import io.noetl.camel.api.ContextRenderer;
import io.noetl.camel.execution.StepResult;
import io.noetl.camel.store.ExecutionProgress;
import io.noetl.camel.store.ProgressQuery;
import io.noetl.camel.template.Names;
import io.noetl.camel.template.TemplateEngine;
import io.noetl.camel.template.TemplateError;
import io.noetl.camel.template.UndefinedPolicy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Renders templates in the context of an execution, as its log has it. */
final class ExecutionRenderer implements ContextRenderer {
  private final TemplateEngine templates;
  private final ProgressQuery progress;

  ExecutionRenderer(TemplateEngine templates, ProgressQuery progress) {
    this.templates = templates;
    this.progress = progress;
  }

  @Override
  public Rendered render(
      long executionId,
      @Nullable Object template,
      Map<String, @Nullable Object> extra,
      boolean strict) {
    ExecutionProgress known = progress.of(executionId);
    Map<String, @Nullable Object> context = new LinkedHashMap<>();
    known.variables().forEach((name, value) -> context.put(name, StepResult.of(value)));
    String id = Long.toString(executionId);
    context.put("workload", known.variables());
    context.put("vars", known.variables());
    context.put("execution_id", id);
    context.put("job", Map.of("uuid", id, "id", id, "execution_id", id));
    context.putAll(extra);
    UndefinedPolicy policy = strict ? UndefinedPolicy.STRICT : UndefinedPolicy.FORGIVING;
    try {
      return new Rendered(
          templates.render(template, Names.of(context), policy), List.copyOf(context.keySet()));
    } catch (TemplateError e) {
      throw new RenderFailed(String.valueOf(e.getMessage()));
    }
  }
}
