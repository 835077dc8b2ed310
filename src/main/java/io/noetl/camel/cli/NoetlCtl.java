package io.noetl.camel.cli;

import io.noetl.camel.cli.client.ServerUnreachable;
import io.noetl.camel.cli.command.CancelCommand;
import io.noetl.camel.cli.command.CatalogCommand;
import io.noetl.camel.cli.command.CleanupCommand;
import io.noetl.camel.cli.command.CompileCommand;
import io.noetl.camel.cli.command.ContextCommand;
import io.noetl.camel.cli.command.DatabaseCommand;
import io.noetl.camel.cli.command.ExecCommand;
import io.noetl.camel.cli.command.ExecuteCommand;
import io.noetl.camel.cli.command.ExtensionsCommand;
import io.noetl.camel.cli.command.GetCommand;
import io.noetl.camel.cli.command.LintCommand;
import io.noetl.camel.cli.command.ListCommand;
import io.noetl.camel.cli.command.LogsCommand;
import io.noetl.camel.cli.command.PauseCommand;
import io.noetl.camel.cli.command.PythonCommand;
import io.noetl.camel.cli.command.QueryCommand;
import io.noetl.camel.cli.command.RegisterCommand;
import io.noetl.camel.cli.command.RerunCommand;
import io.noetl.camel.cli.command.ResumeCommand;
import io.noetl.camel.cli.command.RunCommand;
import io.noetl.camel.cli.command.SchemaCommand;
import io.noetl.camel.cli.command.ServerCommand;
import io.noetl.camel.cli.command.StateCommand;
import io.noetl.camel.cli.command.StatusCommand;
import io.noetl.camel.cli.command.TrainingCommand;
import io.noetl.camel.cli.command.WatchCommand;
import io.noetl.camel.cli.output.Console;
import java.util.Map;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;

/** The command line {@code noetlctl}. */
@Command(
    name = "noetlctl",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "NoETL's playbooks on Apache Camel.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RunCommand.class,
      ServerCommand.class,
      CatalogCommand.class,
      ExecuteCommand.class,
      ExecCommand.class,
      StatusCommand.class,
      WatchCommand.class,
      LogsCommand.class,
      CancelCommand.class,
      PauseCommand.class,
      ResumeCommand.class,
      RerunCommand.class,
      StateCommand.class,
      CleanupCommand.class,
      RegisterCommand.class,
      GetCommand.class,
      ListCommand.class,
      QueryCommand.class,
      PythonCommand.class,
      ExtensionsCommand.class,
      DatabaseCommand.class,
      ContextCommand.class,
      LintCommand.class,
      CompileCommand.class,
      SchemaCommand.class,
      RenderCommand.class,
      TrainingCommand.class,
      GenerateCompletion.class,
      HelpCommand.class,
    },
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
    System.exit(execute(console, environment, args));
  }

  /** Runs one command and gives its exit code, one of {@link ExitCode}. */
  public static int execute(Console console, Map<String, String> environment, String... args) {
    GlobalOptions options = new GlobalOptions();
    Session session = new Session(options, console, environment);
    return new CommandLine(new NoetlCtl(options), new CommandFactory(session))
        .setOut(console.out())
        .setErr(console.err())
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(
                console.style().colours() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
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
