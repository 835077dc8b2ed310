package io.noetl.camel.cli.command;

import io.noetl.camel.cli.CommandFailed;
import io.noetl.camel.cli.Session;
import io.noetl.camel.cli.local.ExternalProcess;
import io.noetl.camel.component.duckdb.DuckDbSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code extensions install}. */
@Command(
    name = "extensions",
    mixinStandardHelpOptions = true,
    description = "DuckDB's extensions.",
    subcommands = ExtensionsCommand.Install.class)
public final class ExtensionsCommand {
  private static final String SCRIPT = "tools/extensions/fetch.sh";

  /** {@code extensions install}. */
  @Command(
      name = "install",
      mixinStandardHelpOptions = true,
      description = {
        "Fetch the extensions that the product uses, checked against their checksums:",
        "from DuckDB's repository, else from PyPI. What is there already stays."
      })
  static final class Install implements Runnable {
    private final Session session;

    @Option(names = "--to", paramLabel = "DIR", description = "The folder of extensions.")
    private Path folder = DuckDbSettings.defaults().extensionDirectory();

    Install(Session session) {
      this.session = session;
    }

    @Override
    public void run() {
      List<String> command = List.of("bash", script().toString(), folder.toString());
      if (ExternalProcess.run(command, session.console()) != 0) {
        throw new CommandFailed("the extensions are not complete, see above");
      }
      session.console().say("extensions: in " + folder);
    }

    /** Beside the launcher, which names its folder, or below the folder that we are in. */
    private Path script() {
      String root = session.environment().getOrDefault("NOETL_ROOT", "");
      return Stream.of(Path.of(root, SCRIPT), Path.of(SCRIPT))
          .filter(Files::isRegularFile)
          .findFirst()
          .orElseThrow(
              () ->
                  new CommandFailed(
                      "there is no %s (expected: in the folder that NOETL_ROOT names)"
                          .formatted(SCRIPT)));
    }
  }
}
