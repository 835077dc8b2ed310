package io.noetl.camel.playbooktest;

import io.noetl.camel.playbook.SourceMap;
import java.util.List;

/**
 * A {@code kind: PlaybookTest} document that has been read.
 *
 * @param subject the playbook that it is about
 * @param tests in the order of the document
 * @param goal how much of the playbook they have to reach
 * @param source where each node stands
 */
public record TestFile(Subject subject, List<TestCase> tests, Goal goal, SourceMap source) {

  /**
   * How much of a playbook tests have to reach together, each in per cent; 0 for nothing.
   *
   * @param steps of its steps
   * @param arcs of the ways between them
   */
  public record Goal(double steps, double arcs) {
    static final Goal NONE = new Goal(0, 0);
  }
}
