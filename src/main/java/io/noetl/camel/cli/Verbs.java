package io.noetl.camel.cli;

import io.noetl.camel.cli.command.ApprovalsCommand;
import io.noetl.camel.cli.command.CancelCommand;
import io.noetl.camel.cli.command.CatalogCommand;
import io.noetl.camel.cli.command.CleanupCommand;
import io.noetl.camel.cli.command.CompileCommand;
import io.noetl.camel.cli.command.ContextCommand;
import io.noetl.camel.cli.command.DatabaseCommand;
import io.noetl.camel.cli.command.DoctorCommand;
import io.noetl.camel.cli.command.ExecCommand;
import io.noetl.camel.cli.command.ExecuteCommand;
import io.noetl.camel.cli.command.ExecutionsCommand;
import io.noetl.camel.cli.command.ExtensionsCommand;
import io.noetl.camel.cli.command.GetCommand;
import io.noetl.camel.cli.command.KeyCommand;
import io.noetl.camel.cli.command.LintCommand;
import io.noetl.camel.cli.command.ListCommand;
import io.noetl.camel.cli.command.LogsCommand;
import io.noetl.camel.cli.command.NotifyCommand;
import io.noetl.camel.cli.command.OpenCommand;
import io.noetl.camel.cli.command.PauseCommand;
import io.noetl.camel.cli.command.PythonCommand;
import io.noetl.camel.cli.command.QueryCommand;
import io.noetl.camel.cli.command.QuotaCommand;
import io.noetl.camel.cli.command.RegisterCommand;
import io.noetl.camel.cli.command.RerunCommand;
import io.noetl.camel.cli.command.ResumeCommand;
import io.noetl.camel.cli.command.RunCommand;
import io.noetl.camel.cli.command.ScheduleCommand;
import io.noetl.camel.cli.command.SchemaCommand;
import io.noetl.camel.cli.command.SecretsCommand;
import io.noetl.camel.cli.command.ServerCommand;
import io.noetl.camel.cli.command.SignalCommand;
import io.noetl.camel.cli.command.StateCommand;
import io.noetl.camel.cli.command.StatusCommand;
import io.noetl.camel.cli.command.SubscriptionCommand;
import io.noetl.camel.cli.command.TestCommand;
import io.noetl.camel.cli.command.TrainingCommand;
import io.noetl.camel.cli.command.UpgradeCommand;
import io.noetl.camel.cli.command.WatchCommand;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;

/**
 * The verbs of the command line, in the order of its help. Reading the annotations of all of them
 * takes longer than most verbs: only the one that is asked for is read, all for help and for a verb
 * that there is not.
 */
final class Verbs {
  private static final Map<String, Class<?>> ALL = all();

  /** The options in front of a verb that take a value of their own. */
  private static final Set<String> WITH_VALUE =
      Set.of("--server-url", "--host", "--port", "--server-context");

  private Verbs() {}

  /** Gives the names of all verbs. */
  static Set<String> names() {
    return ALL.keySet();
  }

  /** Adds the verbs that a command line needs. */
  static void addTo(CommandLine line, List<String> arguments) {
    Optional<String> verb = first(arguments).filter(ALL::containsKey).filter(Verbs::isAlone);
    verb.ifPresentOrElse(
        name -> line.addSubcommand(ALL.get(name)), () -> ALL.values().forEach(line::addSubcommand));
  }

  private static boolean isAlone(String verb) {
    Class<?> type = ALL.get(verb);
    return type != HelpCommand.class && type != GenerateCompletion.class;
  }

  private static Optional<String> first(List<String> arguments) {
    Iterator<String> rest = arguments.iterator();
    while (rest.hasNext()) {
      String argument = rest.next();
      if (!argument.startsWith("-")) {
        return Optional.of(argument);
      }
      if (WITH_VALUE.contains(argument) && rest.hasNext()) {
        rest.next();
      }
    }
    return Optional.empty();
  }

  private static Map<String, Class<?>> all() {
    Map<String, Class<?>> all = new LinkedHashMap<>();
    all.put("run", RunCommand.class);
    all.put("server", ServerCommand.class);
    all.put("catalog", CatalogCommand.class);
    all.put("execute", ExecuteCommand.class);
    all.put("exec", ExecCommand.class);
    all.put("status", StatusCommand.class);
    all.put("watch", WatchCommand.class);
    all.put("logs", LogsCommand.class);
    all.put("cancel", CancelCommand.class);
    all.put("pause", PauseCommand.class);
    all.put("resume", ResumeCommand.class);
    all.put("approvals", ApprovalsCommand.class);
    all.put("signal", SignalCommand.class);
    all.put("notify", NotifyCommand.class);
    all.put("rerun", RerunCommand.class);
    all.put("state", StateCommand.class);
    all.put("schedule", ScheduleCommand.class);
    all.put("quota", QuotaCommand.class);
    all.put("subscription", SubscriptionCommand.class);
    all.put("cleanup", CleanupCommand.class);
    all.put("register", RegisterCommand.class);
    all.put("get", GetCommand.class);
    all.put("list", ListCommand.class);
    all.put("executions", ExecutionsCommand.class);
    all.put("open", OpenCommand.class);
    all.put("query", QueryCommand.class);
    all.put("doctor", DoctorCommand.class);
    all.put("key", KeyCommand.class);
    all.put("secrets", SecretsCommand.class);
    all.put("python", PythonCommand.class);
    all.put("extensions", ExtensionsCommand.class);
    all.put("db", DatabaseCommand.class);
    all.put("context", ContextCommand.class);
    all.put("lint", LintCommand.class);
    all.put("upgrade", UpgradeCommand.class);
    all.put("test", TestCommand.class);
    all.put("compile", CompileCommand.class);
    all.put("schema", SchemaCommand.class);
    all.put("render", RenderCommand.class);
    all.put("training", TrainingCommand.class);
    all.put("generate-completion", GenerateCompletion.class);
    all.put("help", HelpCommand.class);
    return all;
  }
}
