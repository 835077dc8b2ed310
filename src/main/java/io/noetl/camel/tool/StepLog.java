package io.noetl.camel.tool;

/** Where a tool writes what a person may want to read: a step's log. Thread-safe. */
@FunctionalInterface
public interface StepLog {

  /** Streams of a step's log. */
  enum Stream {
    STDOUT,
    STDERR,
    SYSTEM
  }

  /** Adds one line, without its line end. */
  void line(Stream stream, String text);

  /** A log that keeps nothing. */
  StepLog NONE = (stream, text) -> {};
}
