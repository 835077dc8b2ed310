package io.noetl.camel.execution.trace;

import io.noetl.camel.store.Sha256;

/**
 * Makes ids of traces and spans from the ids in the log: after a takeover or a restart the spans of
 * an execution stand below the same parents.
 */
public final class SpanIds {
  private static final int TRACE_DIGITS = 32;
  private static final int SPAN_DIGITS = 16;

  private SpanIds() {}

  /** The trace of an execution that nobody's trace has started: 32 hexadecimal digits. */
  public static String trace(long executionId) {
    return digits("trace " + executionId, TRACE_DIGITS);
  }

  /** The span of an execution: 16 hexadecimal digits. */
  public static String execution(long executionId) {
    return digits("execution " + executionId, SPAN_DIGITS);
  }

  /**
   * The span of a step, a loop item or a call.
   *
   * @param key names it within the execution
   */
  public static String within(long executionId, String key) {
    return digits("span " + executionId + " " + key, SPAN_DIGITS);
  }

  private static String digits(String text, int length) {
    return Sha256.hex(text).substring(0, length);
  }
}
