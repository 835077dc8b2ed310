package io.noetl.camel.component.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.ToolError;
import io.noetl.camel.execution.profile.ExecutionProfile;
import io.noetl.camel.tool.StepLog;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.credential.CredentialResolver;
import io.noetl.camel.tool.credential.Credentials;
import io.noetl.camel.tool.credential.OpenCredential;
import io.noetl.camel.tool.credential.SecretVariables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Calls of the duckdb tool for tests. */
final class DuckDbCalls implements AutoCloseable {
  final List<String> log = new ArrayList<>();
  private final DuckDbTool tool;

  DuckDbCalls(OpenCredential... credentials) {
    this(DuckDbSettings.defaults(), credentials);
  }

  DuckDbCalls(DuckDbSettings settings, OpenCredential... credentials) {
    this(new DuckDbOpener(settings), settings, DuckDbAccess.TRUSTED, credentials);
  }

  DuckDbCalls(
      DuckDbOpener opener,
      DuckDbSettings settings,
      DuckDbAccess access,
      OpenCredential... credentials) {
    Credentials source =
        name -> {
          for (OpenCredential credential : credentials) {
            if (credential.name().equals(name)) {
              return Optional.of(credential);
            }
          }
          return Optional.empty();
        };
    tool =
        new DuckDbTool(
            new DuckDbDatabases(opener, settings, java.time.InstantSource.system()),
            new CredentialResolver(source, new SecretVariables(name -> null, Set.of())),
            settings,
            call -> access);
  }

  Outcome call(long execution, Map<String, @Nullable Object> config) throws InterruptedException {
    return call("duckdb", execution, config, ExecutionProfile.trusted());
  }

  Outcome call(
      String kind, long execution, Map<String, @Nullable Object> config, ExecutionProfile profile)
      throws InterruptedException {
    StepLog steps = (stream, text) -> log.add(text);
    ToolCall.Origin origin =
        new ToolCall.Origin(execution, "test/book", "book.yaml", "sql", 1, field -> 20, profile);
    return tool.call(new ToolCall(kind, config, Map.of(), Map.of(), origin, "k", null, steps));
  }

  Map<String, Object> result(String sql) throws InterruptedException {
    return result(Map.of("commands", sql));
  }

  @SuppressWarnings("unchecked")
  Map<String, Object> result(Map<String, @Nullable Object> config) throws InterruptedException {
    Outcome outcome = call(1, config);
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    Object result = ((Outcome.Done) outcome).result();
    assertThat(result).isInstanceOf(Map.class);
    return (Map<String, Object>) result;
  }

  ToolError error(Map<String, @Nullable Object> config) throws InterruptedException {
    Outcome outcome = call(1, config);
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    return ((Outcome.Failed) outcome).error();
  }

  DuckDbTool tool() {
    return tool;
  }

  void release(long execution) {
    tool.release(execution);
  }

  @Override
  public void close() {
    tool.close();
  }
}
