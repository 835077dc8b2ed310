package io.noetl.camel.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.noetl.camel.cli.CommandFailed;
import io.noetl.camel.cli.ExitCode;
import io.noetl.camel.cli.Session;
import io.noetl.camel.cli.local.Provisions;
import io.noetl.camel.cli.output.PrintedJson;
import io.noetl.camel.component.duckdb.DuckDbOpener;
import io.noetl.camel.component.duckdb.DuckDbSettings;
import io.noetl.camel.component.python.CPythonEngine;
import io.noetl.camel.component.python.CPythonSettings;
import io.noetl.camel.component.python.GraalPyEngine;
import io.noetl.camel.component.python.PythonCode;
import io.noetl.camel.component.python.PythonCodeCache;
import io.noetl.camel.component.python.PythonInterpreter;
import io.noetl.camel.component.python.PythonJob;
import io.noetl.camel.component.python.PythonModules;
import io.noetl.camel.component.python.PythonOutcome;
import io.noetl.camel.component.python.PythonProfile;
import io.noetl.camel.component.python.PythonSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code python FILE}: runs code as a step would, to try it out. */
@Command(
    name = "python",
    mixinStandardHelpOptions = true,
    description = {
      "Run a Python file as a step would: main(…), or the variable result.",
      "What it prints goes to the standard error, its result as JSON to the standard output."
    },
    subcommands = PythonAddCommand.class)
public final class PythonCommand implements Runnable {
  /** Where code runs. */
  enum Engine {
    graalpy,
    cpython
  }

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Session session;

  @Parameters(paramLabel = "FILE", arity = "0..1", description = "The file.")
  private @Nullable Path file;

  @Option(names = "--args", paramLabel = "JSON", description = "The step's args, a JSON object.")
  private String args = "{}";

  @Option(
      names = "--context",
      paramLabel = "JSON",
      description = "What the code finds in context, a JSON object.")
  private String context = "{}";

  @Option(
      names = "--engine",
      defaultValue = "graalpy",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Engine engine = Engine.graalpy;

  PythonCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    if (file == null) {
      throw new CommandFailed("FILE is missing (expected: a Python file)", ExitCode.USAGE);
    }
    new Provisions(session).fetch();
    PythonJob job =
        new PythonJob(
            new PythonCode(TextFile.read(file), file.toString(), 1),
            Map.of(),
            object("--args", args),
            object("--context", context),
            (stream, line) -> session.console().say(line));
    try (PythonCodeCache cache = new PythonCodeCache();
        PythonInterpreter interpreter = interpreter(cache)) {
      switch (interpreter.run(job)) {
        case PythonOutcome.Returned returned ->
            session.console().data(PrintedJson.pretty(MAPPER.valueToTree(returned.value())));
        case PythonOutcome.Raised raised -> throw new CommandFailed(describe(raised));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("interrupted");
    }
  }

  private PythonInterpreter interpreter(PythonCodeCache cache) {
    PythonModules modules = new PythonModules();
    return switch (engine) {
      case graalpy ->
          new GraalPyEngine(
              cache,
              PythonSettings.defaults().withInterpreters(1, 1),
              PythonProfile.trusted(),
              modules,
              new DuckDbOpener(DuckDbSettings.defaults()));
      case cpython ->
          new CPythonEngine(
              CPythonSettings.defaults().withWorkers(0, 1),
              PythonProfile.trusted().environment(),
              modules);
    };
  }

  private static String describe(PythonOutcome.Raised raised) {
    return raised.traceback().isEmpty()
        ? raised.type() + ": " + raised.message()
        : raised.traceback().stripTrailing();
  }

  private static Map<String, @Nullable Object> object(String option, String json) {
    try {
      return new LinkedHashMap<>(
          MAPPER.readValue(json, new TypeReference<Map<String, @Nullable Object>>() {}));
    } catch (JsonProcessingException e) {
      throw new CommandFailed(
          "%s: %s (expected: a JSON object)".formatted(option, json), ExitCode.USAGE);
    }
  }
}
