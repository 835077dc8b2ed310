package io.noetl.camel.cli;

/** What noetlctl ends with. */
public final class ExitCode {
  /** Done. */
  public static final int OK = 0;

  /** The server refused, or the execution failed. */
  public static final int FAILED = 1;

  /** The command line is wrong. */
  public static final int USAGE = 2;

  /** No server answers. */
  public static final int UNREACHABLE = 3;

  private ExitCode() {}
}
