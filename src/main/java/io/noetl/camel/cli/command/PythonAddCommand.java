package io.noetl.camel.cli.command;

import io.noetl.camel.cli.CommandFailed;
import io.noetl.camel.cli.Session;
import io.noetl.camel.cli.local.ExternalProcess;
import io.noetl.camel.component.python.CPythonSettings;
import io.noetl.camel.component.python.PythonSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code python add NAME…}: installs packages for the code of playbooks. */
@Command(
    name = "add",
    mixinStandardHelpOptions = true,
    description = {
      "Install packages of pure Python, with what they need, for both engines.",
      "A running server sees them in the interpreters that it starts from then on."
    })
final class PythonAddCommand implements Runnable {
  private final Session session;

  @Parameters(paramLabel = "NAME", arity = "1..*", description = "As for pip: name or name==1.2.")
  private List<String> names = List.of();

  @Option(names = "--to", paramLabel = "DIR", description = "The folder of packages.")
  private Path folder = PythonSettings.packagesFolder();

  PythonAddCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    List<String> command =
        new ArrayList<>(
            List.of(
                "python3",
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "--target",
                folder.toString(),
                "--upgrade",
                "--no-compile",
                "--only-binary=:all:",
                "--python-version",
                "3.12",
                "--implementation",
                "py",
                "--abi",
                "none",
                "--platform",
                "any"));
    for (String name : names) {
      if (name.startsWith("-")) {
        throw new CommandFailed("%s is no package (expected: a name)".formatted(name));
      }
      command.add(name);
    }
    if (ExternalProcess.run(command, session.console()) != 0) {
      throw new CommandFailed(
          "%s can't be installed, see above. A package with native parts goes into the Python of engine: cpython: `%s -m pip install %s`"
              .formatted(
                  String.join(", ", names),
                  CPythonSettings.defaults().executable(),
                  String.join(" ", names)));
    }
    session.console().say("%s: in %s".formatted(String.join(", ", names), folder));
  }
}
