package io.noetl.camel.cli.command;

import picocli.CommandLine.Option;

/** The help of a verb whose {@code -V} is another option than the standard one. */
final class HelpOption {
  @SuppressWarnings("UnusedVariable") // picocli reads it
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help message and exit.")
  private boolean asked;
}
