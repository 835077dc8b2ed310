package io.noetl.camel.component.python;

import io.noetl.camel.component.python.marshal.MarshalReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a run of code ended with. */
public sealed interface PythonOutcome {

  /**
   * The code ended.
   *
   * @param value its result, JSON-like
   */
  record Returned(@Nullable Object value) implements PythonOutcome {}

  /**
   * The code raised an exception, or could not run.
   *
   * @param type the exception's class
   * @param message its text
   * @param line the line in the code's file, 0 where there is none
   * @param traceback Python's traceback, with the file's lines
   */
  record Raised(String type, String message, int line, String traceback) implements PythonOutcome {
    private static final String ENGINE_MISSING = "EngineMissing";

    /** There is no such engine here. */
    static Raised engineMissing(String message) {
      return new Raised(ENGINE_MISSING, message, 0, "");
    }

    /** So much code of the same tenant could not be stopped that no more of it is run for now. */
    static Raised tooManyUnstoppable(int count) {
      return new Raised(
          "Unstoppable",
          count
              + " calls of playbooks of this folder were stopped, but still compute what can't be"
              + " interrupted (3 ** (10 ** 8), a regular expression): try again when they have"
              + " ended, or use engine: cpython, whose processes can be killed",
          0,
          "");
    }

    /** Its text; that of a KeyError is a key alone and says nothing without its class. */
    String described() {
      return type.equals("KeyError") && !message.equals(type) ? type + ": " + message : message;
    }

    /** Whether not a line of the code has run: it may run on another engine. */
    boolean ranNothing() {
      return type.equals(ENGINE_MISSING) || type.equals("SyntaxError");
    }
  }

  /** From the runner's reply. */
  static PythonOutcome of(byte[] reply) {
    try {
      List<@Nullable Object> parts = MarshalReader.jsonItems(reply);
      return Boolean.TRUE.equals(parts.get(0))
          ? new Returned(parts.get(1))
          : new Raised(
              String.valueOf(parts.get(1)),
              String.valueOf(parts.get(2)),
              ((Number) java.util.Objects.requireNonNull(parts.get(3))).intValue(),
              String.valueOf(parts.get(4)));
    } catch (MarshalReader.UnconvertibleException e) {
      return new Raised("TypeError", String.valueOf(e.getMessage()), 0, "");
    }
  }
}
