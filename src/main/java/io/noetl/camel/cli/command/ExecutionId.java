package io.noetl.camel.cli.command;

/** An execution's id as a user types it. */
final class ExecutionId {
  private ExecutionId() {}

  /**
   * The id, which is a number.
   *
   * @throws IllegalArgumentException when it is not
   */
  static String checked(String text) {
    if (!text.matches("\\d{1,19}")) {
      throw new IllegalArgumentException(
          "execution: '%s' (expected: its number, see `noetlctl list executions`)".formatted(text));
    }
    return text;
  }
}
