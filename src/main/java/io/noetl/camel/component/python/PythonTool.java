package io.noetl.camel.component.python;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.ToolError;
import io.noetl.camel.tool.StepLog;
import io.noetl.camel.tool.Tool;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.credential.CredentialResolver;
import io.noetl.camel.tool.script.ScriptLoader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The {@code python} tool: runs {@code main}, or the code itself, and gives its result. What the
 * code raises is a failure whose message names the line in the playbook.
 */
public final class PythonTool implements Tool {
  private final PythonEngines engines;
  private final CodeResolver codes;
  private final PythonCredentials credentials;

  /**
   * Makes the tool.
   *
   * @param engines chooses where code runs
   * @param scripts loads code that stands elsewhere
   * @param resolver finds the credentials that a step's {@code auth} names
   */
  public PythonTool(PythonEngines engines, ScriptLoader scripts, CredentialResolver resolver) {
    this.credentials = new PythonCredentials(resolver);
    this.engines = engines;
    this.codes = new CodeResolver(scripts);
  }

  @Override
  public Set<String> kinds() {
    return Set.of("python");
  }

  @Override
  public boolean runsAnywhere() {
    return true;
  }

  @Override
  public Outcome call(ToolCall call) throws InterruptedException {
    try (CallEnvironment environment = credentials.of(call)) {
      PythonCode code = codes.resolve(call);
      PythonJob job =
          new PythonJob(
              code,
              libs(call),
              PythonBodies.in(call.args(), code),
              call.context(),
              environment.variables(),
              call.log(),
              call.origin().playbookPath(),
              call.time());
      EngineWish wish =
          new EngineWish(
              call.text("engine"),
              call.profile().restricted(),
              "the playbook " + call.origin().playbookPath());
      return switch (engines.choose(wish, job).run(job)) {
        case PythonOutcome.Returned returned -> new Outcome.Done(returned.value());
        case PythonOutcome.Raised raised -> failed(raised, code, call);
      };
    } catch (CodeException e) {
      return Outcome.failed(
          ToolError.of("PY0001", "ConfigError", e.getMessage() + " (" + place(call) + ")"));
    }
  }

  private static Map<String, @Nullable Object> libs(ToolCall call) throws CodeException {
    Object libs = call.config().get("libs");
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    if (libs instanceof Map<?, ?> map) {
      map.forEach((alias, spec) -> named.put(String.valueOf(alias), spec));
    } else if (libs != null && !(libs instanceof java.util.List)) {
      // A list names packages that the code needs; they are installed by the operator.
      throw new CodeException(
          "libs: " + libs + " (expected: a map of alias to module, or to {from, import})");
    }
    return named;
  }

  private static Outcome failed(PythonOutcome.Raised raised, PythonCode code, ToolCall call) {
    String place = raised.line() > 0 ? code.file() + ":" + raised.line() : place(call);
    raised.traceback().lines().forEach(line -> call.log().line(StepLog.Stream.STDERR, line));
    return Outcome.failed(
        new ToolError(
            "PY0002",
            raised.type(),
            raised.described() + " (" + place + ")",
            null,
            raised.traceback()));
  }

  private static String place(ToolCall call) {
    int line = call.origin().lines().of("code");
    String file = call.origin().file();
    return line > 0 ? file + ":" + line : file;
  }
}
