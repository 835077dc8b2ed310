package io.noetl.camel.execution.trace;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  // Later versions may say more behind the flags; 'ff' is none.
  private static final Pattern FORM =
      Pattern.compile("(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?");
  private static final Pattern ZERO = Pattern.compile("0+");

  /** Reads a header; empty where it is not one, which the standard says to pass over. */
  public static Optional<Traceparent> parse(@Nullable String header) {
    if (header == null) {
      return Optional.empty();
    }
    Matcher form = FORM.matcher(header.strip());
    if (!form.matches()
        || ZERO.matcher(form.group(1)).matches()
        || ZERO.matcher(form.group(2)).matches()) {
      return Optional.empty();
    }
    boolean sampled = (Integer.parseInt(form.group(3), 16) & 1) == 1;
    return Optional.of(new Traceparent(form.group(1), form.group(2), sampled));
  }

  /** Another span of the same trace. */
  public Traceparent at(String otherSpanId) {
    return new Traceparent(traceId, otherSpanId, sampled);
  }

  @Override
  public String toString() {
    return "00-%s-%s-%s".formatted(traceId, spanId, sampled ? "01" : "00");
  }
}
