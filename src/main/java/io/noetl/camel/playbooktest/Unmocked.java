package io.noetl.camel.playbooktest;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.ToolError;
import io.noetl.camel.tool.ToolCall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The failures of calls that a test does not make. */
final class Unmocked {
  /** The type of their errors. */
  static final String TYPE = "NotMocked";

  private Unmocked() {}

  /** A step calls what reaches outside of the test, and the test says nothing of it. */
  static Outcome call(String step, String kind) {
    return failed(
        "Step '%s' calls %s, which a test does not do by itself. Mock it (mocks: {%s: {result: …}}), or let it run (run: [%s])."
            .formatted(step, kind, step, step));
  }

  /** As call, for the claims of a cursor. */
  static Outcome claim(String step, String kind) {
    return failed(
        "Step '%s' claims rows of %s, which a test does not do by itself. Give the rows of each claim (mocks: {%s: {claims: [[{id: 1}]]}}), or let it run (run: [%s])."
            .formatted(step, kind, step, step));
  }

  /** As call, for a sink. */
  static Outcome sink(String step, String kind) {
    return failed(
        "The sink of step '%s' stores with %s, which a test does not do by itself. Mock it (mocks: {%s: {sink: {result: …}}}), or let it run (run: [%s])."
            .formatted(step, kind, step, step));
  }

  /** A mock has no answer for a call. */
  static Outcome missing(String why) {
    return failed(why + ". Add the answers, or give one that is not in a list for all calls.");
  }

  /** A mock chooses what nobody can choose. */
  static Outcome noChoice(String step, @Nullable Object choice, List<?> choices) {
    return failed(
        "The mock of '%s' chooses %s. Write {choice: …} with one of %s."
            .formatted(step, choice, choices));
  }

  /** A tool that needs a server. */
  static Outcome onlyOnServers(ToolCall call) {
    return failed(
        "Tool '%s' of step '%s' runs on a server only: mock it."
            .formatted(call.kind(), call.origin().step()));
  }

  private static Outcome failed(String message) {
    return Outcome.failed(ToolError.of("PB0650", TYPE, message));
  }
}
