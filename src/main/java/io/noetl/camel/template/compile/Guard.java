package io.noetl.camel.template.compile;

import io.noetl.camel.template.python.PyError;
import io.noetl.camel.template.runtime.Code;
import io.noetl.camel.template.syntax.Span;

/** Gives errors their place: that of the innermost expression that failed. */
final class Guard {
  private Guard() {}

  static Code at(Span span, Code code) {
    return activation -> {
      try {
        return code.eval(activation);
      } catch (PyError e) {
        throw e.at(span);
      }
    };
  }
}
