package io.noetl.camel.execution;

import org.jspecify.annotations.Nullable;

/**
 * What a tool call ended with. A failure is a value, not an exception: exceptions are for fencing
 * and for bugs.
 */
public sealed interface Outcome {

  /**
   * The tool succeeded.
   *
   * @param result JSON-like: null, Boolean, Long, BigInteger, Double, String, List, Map with String
   *     keys
   */
  record Done(@Nullable Object result) implements Outcome {}

  /**
   * The tool failed.
   *
   * @param error why
   * @param result what there is of a result all the same (the HTTP envelope of a 404, the commands
   *     that ran), JSON-like
   */
  record Failed(ToolError error, @Nullable Object result) implements Outcome {}

  /** A failure without any result. */
  static Outcome failed(ToolError error) {
    return new Failed(error, null);
  }
}
