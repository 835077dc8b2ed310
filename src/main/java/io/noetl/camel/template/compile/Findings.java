package io.noetl.camel.template.compile;

import io.noetl.camel.template.python.Ownership;
import io.noetl.camel.template.python.PyError;
import io.noetl.camel.template.syntax.TemplateSyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is learned of a template while it is compiled. */
final class Findings {
  private final List<PyError> strictErrors = new ArrayList<>();
  private boolean changesData;
  private @Nullable TemplateSyntaxException pythonError;

  /** Something that fails beforehand when undefined values are strict. */
  void addStrictError(PyError error) {
    strictErrors.add(error);
  }

  /** What Jinja2 does not mind but Python does, to which it hands its program at the end. */
  void addPythonError(TemplateSyntaxException error) {
    if (pythonError == null) {
      pythonError = error;
    }
  }

  /** Fails with the first of Python's errors. */
  void check() {
    if (pythonError != null) {
      throw pythonError;
    }
  }

  /** A text that may be the name of a method. */
  void addName(String name) {
    changesData |= Ownership.isChanging(name);
  }

  List<PyError> strictErrors() {
    return List.copyOf(strictErrors);
  }

  /** Whether a method is named that changes lists or dicts. */
  boolean changesData() {
    return changesData;
  }
}
