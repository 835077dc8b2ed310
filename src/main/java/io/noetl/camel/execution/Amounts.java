package io.noetl.camel.execution;

import io.noetl.camel.compiler.Expressions;
import io.noetl.camel.playbook.SourceMap;
import io.noetl.camel.template.Names;
import io.noetl.camel.template.TemplateError;
import io.noetl.camel.template.TemplateSource;
import org.jspecify.annotations.Nullable;

/** Numbers of a playbook, each as it stands there or as its template gives it. */
final class Amounts {
  private final Expressions expressions;
  private final SourceMap source;

  Amounts(Expressions expressions, SourceMap source) {
    this.expressions = expressions;
    this.source = source;
  }

  /**
   * A number of a map.
   *
   * @param pointer of the map
   * @param fields its spellings
   * @param written what it is where no template stands
   * @throws TemplateError when the template gives none, or a smaller one
   */
  double number(String pointer, String[] fields, double written, double minimum, Names names) {
    for (String field : fields) {
      String at = SourceMap.child(pointer, field);
      if (source.amounts().containsKey(at)) {
        return checked(at, field, expressions.value(at).render(names), minimum);
      }
    }
    return written;
  }

  /** A whole number of a map. */
  int whole(String pointer, String[] fields, int written, int minimum, Names names) {
    return (int) Math.min(number(pointer, fields, written, minimum, names), Integer.MAX_VALUE);
  }

  private double checked(String at, String field, @Nullable Object value, double minimum) {
    Double number =
        switch (value) {
          case Number given -> given.doubleValue();
          case String text when text.strip().matches("[-+]?\\d+(\\.\\d+)?") ->
              Double.valueOf(text.strip());
          case null, default -> null;
        };
    if (number == null || !(number >= minimum) || number.isInfinite()) {
      throw wrong(
          at,
          "ValueError",
          "'%s' is %s (expected: a number >= %s)"
              .formatted(field, value instanceof String ? "'" + value + "'" : value, minimum),
          "");
    }
    return number;
  }

  /** An error with its place in the playbook. */
  TemplateError wrong(String pointer, String type, String message, String hint) {
    SourceMap.Mark mark = source.at(pointer);
    return new TemplateError(
        type,
        message,
        hint,
        new TemplateSource(source.file(), pointer, mark.textLine(), mark.textColumn()),
        mark.textLine(),
        mark.textColumn(),
        "",
        "");
  }
}
