package io.noetl.camel.execution;

/** Takes what steps print. Thread-safe; never blocks for long. */
@FunctionalInterface
public interface StepLogSink {
  /** One line. */
  void line(long executionId, LogSource source, String stream, String text);
}
