package io.noetl.camel.component.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.component.duckdb.DuckDbOpener;
import io.noetl.camel.component.duckdb.DuckDbSettings;
import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.ToolError;
import io.noetl.camel.execution.profile.ExecutionProfile;
import io.noetl.camel.execution.profile.HostRules;
import io.noetl.camel.testing.SharedPython;
import io.noetl.camel.tool.StepLog;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.credential.CredentialResolver;
import io.noetl.camel.tool.credential.OpenCredential;
import io.noetl.camel.tool.credential.SecretVariables;
import io.noetl.camel.tool.script.FileScripts;
import io.noetl.camel.tool.script.ScriptLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Calls of the python tool for tests, all on one engine: it is slow to start. */
final class PythonCalls {
  /** Scripts are wherever a test writes them. */
  private static final ExecutionProfile FILES =
      new ExecutionProfile(false, HostRules.NONE, Path.of("/"));

  private static final PythonInterpreter ENGINE = PythonCalls.newEngine(PythonSettings.defaults());

  final List<String> output = new CopyOnWriteArrayList<>();
  private final PythonTool tool;
  private Map<String, @Nullable Object> context = Map.of();
  private int line = 10;

  PythonCalls() {
    this(ENGINE);
  }

  PythonCalls(PythonInterpreter engine, OpenCredential... credentials) {
    tool = new PythonTool((call, job) -> engine, scripts(), resolver(credentials));
  }

  static CredentialResolver resolver(OpenCredential... credentials) {
    return new CredentialResolver(
        name -> Arrays.stream(credentials).filter(one -> one.name().equals(name)).findFirst(),
        new SecretVariables(name -> null, Set.of()));
  }

  static ScriptLoader scripts() {
    return new ScriptLoader(Map.of("file", new FileScripts()));
  }

  static Outcome call(PythonTool tool, String path, Map<String, @Nullable Object> config)
      throws InterruptedException {
    return call(tool, path, FILES, config);
  }

  static Outcome call(
      PythonTool tool, String path, ExecutionProfile profile, Map<String, @Nullable Object> config)
      throws InterruptedException {
    ToolCall.Origin origin =
        new ToolCall.Origin(7, path, "book.yaml", "one", 1, field -> 10, profile);
    return tool.call(
        new ToolCall("python", config, Map.of(), Map.of(), origin, "k", null, StepLog.NONE));
  }

  static PythonInterpreter newEngine(PythonSettings settings) {
    return new GraalPyEngine(
        SharedPython.CODE,
        settings,
        PythonProfile.trusted(),
        new PythonModules(),
        new DuckDbOpener(DuckDbSettings.defaults()));
  }

  static PythonInterpreter engine() {
    return ENGINE;
  }

  PythonCalls context(Map<String, @Nullable Object> newContext) {
    context = newContext;
    return this;
  }

  PythonCalls codeAtLine(int newLine) {
    line = newLine;
    return this;
  }

  Outcome call(Map<String, @Nullable Object> config, Map<String, @Nullable Object> args)
      throws InterruptedException {
    StepLog log = (stream, text) -> output.add(stream + " " + text);
    ToolCall.Origin origin =
        new ToolCall.Origin(7, "test/book", "book.yaml", "one", 1, field -> line, FILES);
    return tool.call(new ToolCall("python", config, args, context, origin, "k", null, log));
  }

  /** What a call ends with that is interrupted once it has printed something. */
  @Nullable Object interrupted(String code, Map<String, @Nullable Object> args)
      throws InterruptedException {
    AtomicReference<@Nullable Object> end = new AtomicReference<>();
    Thread caller =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    end.set(call(Map.of("code", code), args));
                  } catch (InterruptedException e) {
                    end.set(e);
                  }
                });
    while (output.isEmpty() && caller.isAlive()) {
      Thread.sleep(5);
    }
    caller.interrupt();
    caller.join();
    return end.get();
  }

  @Nullable Object result(String code, Map<String, @Nullable Object> args)
      throws InterruptedException {
    Outcome outcome = call(Map.of("code", code), args);
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done) outcome).result();
  }

  @Nullable Object result(String code) throws InterruptedException {
    return result(code, Map.of());
  }

  ToolError error(String code) throws InterruptedException {
    return error(code, Map.of());
  }

  ToolError error(String code, Map<String, @Nullable Object> args) throws InterruptedException {
    Outcome outcome = call(Map.of("code", code), args);
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    return ((Outcome.Failed) outcome).error();
  }
}
