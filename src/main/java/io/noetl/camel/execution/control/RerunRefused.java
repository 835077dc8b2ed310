package io.noetl.camel.execution.control;

/** An execution that can't be run again as asked, with the reason for a person. */
public final class RerunRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** Why. */
  public enum Kind {
    /** There is no such execution. */
    UNKNOWN,
    /** It has not ended. */
    NOT_ENDED,
    /** The step or item can't be the one to begin with. */
    WRONG_POINT
  }

  RerunRefused(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
