package io.noetl.camel.playbook;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with a document while it is read. */
public final class Problems {
  private final SourceMap source;
  private final List<Problem> found = new ArrayList<>();

  Problems(SourceMap source) {
    this.source = source;
  }

  /**
   * Adds what refuses the document.
   *
   * @param pointer where it stands
   */
  public void error(String code, String pointer, String message, String cure) {
    add(code, Problem.Severity.ERROR, pointer, message, cure);
  }

  /**
   * Adds what is odd.
   *
   * @param pointer where it stands
   */
  public void warning(String code, String pointer, String message, String cure) {
    add(code, Problem.Severity.WARNING, pointer, message, cure);
  }

  void at(String code, int line, int column, String message, String cure) {
    found.add(
        new Problem(
            code,
            Problem.Severity.ERROR,
            source.file(),
            line,
            column,
            "",
            message,
            cure,
            source.line(line)));
  }

  /** Where the nodes of the document stand. */
  public SourceMap source() {
    return source;
  }

  /** A number is given as a template. */
  void amount(String pointer, String template) {
    source.amount(pointer, template);
  }

  /** Whether the document is refused. */
  public boolean hasErrors() {
    return found.stream().anyMatch(Problem::refuses);
  }

  /** All problems, by their place. */
  public List<Problem> all() {
    return found.stream()
        .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
        .toList();
  }

  private void add(
      String code, Problem.Severity severity, String pointer, String message, String cure) {
    SourceMap.Mark mark = source.at(pointer);
    found.add(
        new Problem(
            code,
            severity,
            source.file(),
            mark.line(),
            mark.column(),
            pointer,
            message,
            cure,
            source.line(mark.line())));
  }
}
