package io.noetl.camel.cli.command;

import io.noetl.camel.cli.CommandFailed;
import io.noetl.camel.cli.Session;
import io.noetl.camel.compiler.CamelYaml;
import io.noetl.camel.compiler.CompiledPlaybook;
import io.noetl.camel.compiler.Mermaid;
import io.noetl.camel.compiler.PlanText;
import io.noetl.camel.playbook.PlaybookInvalid;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code compile FILE}: what a playbook becomes, without a server. */
@Command(
    name = "compile",
    mixinStandardHelpOptions = true,
    description = "Show the routes of a playbook, its graph, or what it would do.")
public final class CompileCommand implements Runnable {
  private final Session session;

  @Parameters(paramLabel = "FILE", description = "A playbook.")
  private Path file = Path.of("");

  @Option(
      names = "--format",
      defaultValue = "camel-yaml",
      description = "camel-yaml (default), mermaid or plan.")
  private String format = "camel-yaml";

  CompileCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    CompiledPlaybook compiled = compiled();
    String text =
        switch (format) {
          case "camel-yaml" -> CamelYaml.of(compiled);
          case "mermaid" -> Mermaid.of(compiled);
          case "plan" -> PlanText.of(compiled);
          default ->
              throw new IllegalArgumentException(
                  "--format: " + format + " (expected: camel-yaml, mermaid or plan)");
        };
    session.console().data(text.stripTrailing());
  }

  private CompiledPlaybook compiled() {
    try {
      return DocumentCompiler.create()
          .compile(DocumentCompiler.read(file), file.toString(), "playbook");
    } catch (PlaybookInvalid e) {
      throw new CommandFailed(
          "%s has problems, `noetlctl lint %s` shows them:%n%s"
              .formatted(file, file, e.getMessage()));
    }
  }
}
