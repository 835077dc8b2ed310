package io.noetl.camel.component.python;

/** What Python code raised in a route, or why it could not run. */
public final class PythonFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String type;
  private final int line;
  private final String traceback;

  PythonFailedException(PythonOutcome.Raised raised, PythonCode code) {
    super(message(raised, code));
    this.type = raised.type();
    this.line = raised.line();
    this.traceback = raised.traceback();
  }

  private static String message(PythonOutcome.Raised raised, PythonCode code) {
    String place = raised.line() > 0 ? code.file() + ":" + raised.line() : code.file();
    return "%s: %s (%s)".formatted(raised.type(), raised.message(), place);
  }

  /** The class of Python's exception: {@code ValueError}. */
  public String getType() {
    return type;
  }

  /** The 1-based line of the code, 0 where there is none. */
  public int getLine() {
    return line;
  }

  /** Python's traceback; empty where nothing ran. */
  public String getTraceback() {
    return traceback;
  }
}
