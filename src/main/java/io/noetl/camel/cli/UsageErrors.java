package io.noetl.camel.cli;

import io.noetl.camel.playbook.Nearest;
import java.io.PrintWriter;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line in a line or two, and where all of its help is. */
final class UsageErrors implements IParameterExceptionHandler {
  private final Set<String> verbs;

  UsageErrors(Set<String> verbs) {
    this.verbs = verbs;
  }

  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(command.getColorScheme().errorText(message(failure)));
    if (failure instanceof MissingParameterException) {
      err.print(new CommandLine.Help(command.getCommandSpec()).fullSynopsis());
    }
    String verb = command.getCommandSpec().qualifiedName();
    err.println("`" + verb + " --help` says more.");
    return ExitCode.USAGE;
  }

  private String message(ParameterException failure) {
    CommandLine command = failure.getCommandLine();
    Set<String> own = new TreeSet<>(command.getSubcommands().keySet());
    if (failure instanceof UnmatchedArgumentException unmatched
        && !unmatched.getUnmatched().isEmpty()
        && !own.isEmpty()
        && !unmatched.isUnknownOption()) {
      String word = unmatched.getUnmatched().getFirst();
      Set<String> known = command.getParent() == null ? verbs : own;
      return "There is no verb '%s'.%s"
          .formatted(
              word, Nearest.to(word, known).map(v -> " Did you mean '" + v + "'?").orElse(""));
    }
    if (failure instanceof UnmatchedArgumentException unmatched && unmatched.isUnknownOption()) {
      return "%s.%s".formatted(plain(failure), optionHint(command, unmatched));
    }
    if (!own.isEmpty() && "Missing required subcommand".equals(failure.getMessage())) {
      return "Which one? (expected: %s)".formatted(String.join(", ", own));
    }
    return plain(failure);
  }

  private static String optionHint(CommandLine command, UnmatchedArgumentException unmatched) {
    String option = unmatched.getUnmatched().getFirst();
    return Nearest.to(option, command.getCommandSpec().optionsMap().keySet())
        .map(near -> " Did you mean '" + near + "'?")
        .orElse("");
  }

  private static String plain(ParameterException failure) {
    return String.valueOf(failure.getMessage())
        .replaceFirst("^Error: ", "")
        .replace("option option", "option")
        .replace("is not an int", "is not a whole number")
        .replace("should be in KEY=VALUE format but was a", "has to be KEY=VALUE, found a");
  }
}
