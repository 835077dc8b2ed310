package io.noetl.camel.cli.upgrade;

import io.noetl.camel.playbook.Problem;
import io.noetl.camel.playbook.SourceMap;
import java.util.ArrayList;
import java.util.List;

/** What can't be kept, with its place and what to do. */
final class Refusals {
  private final SourceMap source;
  private final List<Problem> all = new ArrayList<>();

  Refusals(SourceMap source) {
    this.source = source;
  }

  void add(String pointer, String message, String cure) {
    SourceMap.Mark mark = source.at(pointer);
    all.add(
        new Problem(
            "PB0290",
            Problem.Severity.ERROR,
            source.file(),
            mark.line(),
            mark.column(),
            pointer,
            message,
            cure,
            source.line(mark.line())));
  }

  List<Problem> all() {
    return all;
  }
}
