package io.noetl.camel.playbooktest;

import io.noetl.camel.execution.Outcome;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call that was made in a test.
 *
 * @param step the step; {@code call/step} for one of a child
 * @param item the loop item that it was for, from 0; -1 outside of a loop
 * @param kind the tool's kind; {@code sink} for a sink
 * @param input its args
 * @param request the tool's fields, rendered
 * @param outcome what it ended with
 * @param mocked whether a mock answered
 */
record MadeCall(
    String step,
    int item,
    String kind,
    Map<String, @Nullable Object> input,
    Map<String, @Nullable Object> request,
    Outcome outcome,
    boolean mocked) {

  boolean isSink() {
    return kind.equals("sink");
  }
}
