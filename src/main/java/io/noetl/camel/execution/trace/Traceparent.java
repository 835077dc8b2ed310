package io.noetl.camel.execution.trace;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The span that something happens in, as the header {@code traceparent} of W3C's Trace Context
 * names it.
 *
 * @param traceId 32 hexadecimal digits, not all zero
 * @param spanId 16 hexadecimal digits, not all zero
 * @param sampled whether the caller records the trace
 */
public record Traceparent(String traceId, String spanId, boolean sampled) {
  /** The header, and the label that keeps it with an execution. */
  public static final String NAME = "traceparent";

  private static final int TRACE_AT = 3;
  private static final int SPAN_AT = 36;
  private static final int FLAGS_AT = 53;
  private static final int LENGTH = 55;
  private static final int HEX = 16;

  /**
   * Reads a header; empty where it is not one, which the standard says to pass over. It is read at
   * each commit and each call.
   */
  public static Optional<Traceparent> parse(@Nullable String header) {
    if (header == null) {
      return Optional.empty();
    }
    String text = header.strip();
    return isWellFormed(text)
        ? Optional.of(
            new Traceparent(
                text.substring(TRACE_AT, SPAN_AT - 1),
                text.substring(SPAN_AT, FLAGS_AT - 1),
                (Character.digit(text.charAt(LENGTH - 1), HEX) & 1) == 1))
        : Optional.empty();
  }

  private static boolean isWellFormed(String text) {
    return text.length() >= LENGTH
        // later versions may say more behind the flags; 'ff' is none
        && (text.length() == LENGTH || (text.charAt(LENGTH) == '-' && text.lines().count() == 1))
        && isHex(text, 0, TRACE_AT - 1)
        && !text.startsWith("ff")
        && isId(text, TRACE_AT, SPAN_AT - 1)
        && isId(text, SPAN_AT, FLAGS_AT - 1)
        && isHex(text, FLAGS_AT, LENGTH)
        && text.charAt(TRACE_AT - 1) == '-'
        && text.charAt(SPAN_AT - 1) == '-'
        && text.charAt(FLAGS_AT - 1) == '-';
  }

  private static boolean isId(String text, int from, int to) {
    if (!isHex(text, from, to)) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (text.charAt(i) != '0') {
        return true;
      }
    }
    return false;
  }

  private static boolean isHex(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  /** Another span of the same trace. */
  public Traceparent at(String otherSpanId) {
    return new Traceparent(traceId, otherSpanId, sampled);
  }

  @Override
  public String toString() {
    return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
  }
}
