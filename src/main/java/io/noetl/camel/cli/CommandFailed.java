package io.noetl.camel.cli;

/** Ends a command: with a message for the person and an exit code. */
public final class CommandFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  /** A failure that exits with {@link ExitCode#FAILED}. */
  public CommandFailed(String message) {
    this(message, ExitCode.FAILED);
  }

  public CommandFailed(String message, int exitCode) {
    super(message);
    this.exitCode = exitCode;
  }

  /** One of {@link ExitCode}. */
  public int exitCode() {
    return exitCode;
  }
}
