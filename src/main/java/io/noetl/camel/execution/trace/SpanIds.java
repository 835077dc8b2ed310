package io.noetl.camel.execution.trace;

import io.noetl.camel.store.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.apache.commons.codec.digest.MurmurHash3;

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
    // Several are made for each step: they need to differ, and nobody has to be unable to guess
    // them.
    byte[] name = (executionId + " " + key).getBytes(StandardCharsets.UTF_8);
    long id = MurmurHash3.hash128x64(name)[0];
    return HexFormat.of().toHexDigits(id == 0 ? 1 : id);
  }

  private static String digits(String text, int length) {
    return Sha256.hex(text).substring(0, length);
  }
}
