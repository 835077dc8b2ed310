package io.noetl.camel.execution;

import io.noetl.camel.template.TemplateError;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A template that failed, as the error of its step. */
public final class TemplateFailure {
  private static final Pattern METHOD =
      Pattern.compile("([\\w.]+)\\.(items|keys|values|get|pop|update|copy|clear)\\b(?!\\s*\\()");

  private TemplateFailure() {}

  /** Names step, field, file, line and column, and marks the expression. */
  public static ToolError of(String step, TemplateError error) {
    return ToolError.of(
        "TP0001",
        error.errorClass(),
        "In a template of step '" + step + "': " + error.getMessage() + cure(error));
  }

  /** The member of a map that has the name of one of its methods is reached by brackets only. */
  private static String cure(TemplateError error) {
    Matcher method = METHOD.matcher(error.expression());
    return error.message().contains("builtin_function_or_method") && method.find()
        ? "\n    %s.%s is a method: write %1$s['%2$s'] for the member of that name"
            .formatted(method.group(1), method.group(2))
        : "";
  }
}
