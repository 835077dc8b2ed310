package io.noetl.camel.playbook;

import java.util.List;
import java.util.stream.Collectors;

/** A document that can't be run: all its problems at once. */
public final class PlaybookInvalid extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  public PlaybookInvalid(List<Problem> problems) {
    super(problems.stream().map(Problem::summary).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** All problems found, errors and warnings, in the order of the document. */
  public List<Problem> problems() {
    return problems;
  }
}
