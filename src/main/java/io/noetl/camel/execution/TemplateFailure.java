package io.noetl.camel.execution;

import io.noetl.camel.template.TemplateError;

/** A template that failed, as the error of its step. */
public final class TemplateFailure {
  private TemplateFailure() {}

  /** Names step, field, file, line and column, and marks the expression. */
  public static ToolError of(String step, TemplateError error) {
    return ToolError.of(
        "TP0001",
        error.errorClass(),
        "In a template of step '" + step + "': " + error.getMessage());
  }
}
