package io.noetl.camel.cli;

import io.noetl.camel.cli.client.ServerUnreachable;
import io.noetl.camel.cli.output.Console;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command line {@code noetlctl}. */
@Command(
    name = "noetlctl",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "NoETL's playbooks on Apache Camel.",
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:the server refused, or the execution failed",
      "2:the command line is wrong",
      "3:no server answers"
    },
    footer = {
      "%nThe launcher takes --jit too: Python compiled, quick loops for a slower start (run,"
          + " server).",
      "Shell completion: source <(noetlctl generate-completion)"
    })
public final class NoetlCtl {
  @SuppressWarnings("UnusedVariable") // picocli reads it
  @Mixin
  private final GlobalOptions options;

  private NoetlCtl(GlobalOptions options) {
    this.options = options;
  }

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    Map<String, String> environment = System.getenv();
    Console console = Console.system(environment);
    // Only our data goes to the standard output: logs and what libraries print do not.
    System.setOut(System.err);
    // Else Java sends a request again whose answer was lost: a start would start twice.
    System.setProperty("sun.net.http.retryPost", "false");
    System.exit(execute(console, environment, args));
  }

  /** Runs one command and gives its exit code, one of {@link ExitCode}. */
  public static int execute(Console console, Map<String, String> environment, String... args) {
    GlobalOptions options = new GlobalOptions();
    Session session = new Session(options, console, environment);
    CommandLine line = new CommandLine(new NoetlCtl(options), new CommandFactory(session));
    Verbs.addTo(line, List.of(args));
    return line.setOut(console.out())
        .setErr(console.err())
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(
                console.style().colours() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
        .setParameterExceptionHandler(new UsageErrors(Verbs.names()))
        .setExecutionExceptionHandler((e, command, parsed) -> failed(console, e))
        .execute(args);
  }

  private static int failed(Console console, Exception failure) throws Exception {
    return switch (failure) {
      case CommandFailed e -> say(console, e, e.exitCode());
      case ServerUnreachable e -> say(console, e, ExitCode.UNREACHABLE);
      case IllegalArgumentException e -> say(console, e, ExitCode.USAGE);
      default -> throw failure;
    };
  }

  private static int say(Console console, Exception failure, int exitCode) {
    console.say(console.style().bad(String.valueOf(failure.getMessage())));
    return exitCode;
  }
}
