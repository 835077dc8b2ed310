package io.noetl.camel.template.compile;

import io.noetl.camel.template.python.Ownership;
import io.noetl.camel.template.python.PyError;
import java.util.ArrayList;
import java.util.List;

/** What is learned of a template while it is compiled. */
final class Findings {
  private final List<PyError> strictErrors = new ArrayList<>();
  private boolean changesData;

  /** Something that fails beforehand when undefined values are strict. */
  void addStrictError(PyError error) {
    strictErrors.add(error);
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
