package io.noetl.camel.cli.command;

import io.noetl.camel.cli.CommandFailed;
import io.noetl.camel.cli.ExitCode;
import io.noetl.camel.cli.Session;
import io.noetl.camel.cli.output.ProblemText;
import io.noetl.camel.cli.upgrade.PlaybookUpgrade;
import io.noetl.camel.cli.upgrade.UnifiedDiff;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code upgrade FILE…}: December's dialect to today's, without a server. */
@Command(
    name = "upgrade",
    mixinStandardHelpOptions = true,
    description =
        "Rewrite playbooks of December's dialect (case, next) into today's (next.arcs), in place."
            + " What can't be kept is refused: exit code 1, and the file stays as it is.")
public final class UpgradeCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Playbooks.")
  private List<Path> files = new ArrayList<>();

  @Option(names = "--dry-run", description = "Print the difference and write nothing.")
  private boolean dryRun;

  UpgradeCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    PlaybookUpgrade upgrade = new PlaybookUpgrade(DocumentCompiler.create());
    boolean refused = false;
    for (Path file : files) {
      String text = DocumentCompiler.read(file);
      switch (upgrade.upgrade(text, file.toString())) {
        case PlaybookUpgrade.Upgraded(String changed) -> write(file, text, changed);
        case PlaybookUpgrade.Unchanged unchanged ->
            session.console().say(file + ": nothing to rewrite");
        case PlaybookUpgrade.Refused(var problems) -> {
          refused = true;
          ProblemText lines = new ProblemText(session.console().dataStyle());
          problems.forEach(
              problem ->
                  lines.lines(LintCommand.json(problem), null).forEach(session.console()::data));
        }
      }
    }
    return refused ? ExitCode.FAILED : ExitCode.OK;
  }

  private void write(Path file, String text, String changed) {
    if (dryRun) {
      UnifiedDiff.of(file.toString(), text, changed).forEach(session.console()::data);
      return;
    }
    try {
      Files.writeString(file, changed);
    } catch (IOException e) {
      throw new CommandFailed("Cannot write " + file + ": " + e.getMessage());
    }
    session.console().say(file + ": rewritten");
  }
}
