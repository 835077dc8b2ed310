package io.noetl.camel.app;

import io.noetl.camel.compiler.CompiledPlaybook;
import io.noetl.camel.component.tool.CallObserver;
import io.noetl.camel.component.tool.ToolBox;
import io.noetl.camel.execution.FoldedCalls;
import io.noetl.camel.execution.ReplicaStore;
import io.noetl.camel.execution.RunInfo;
import io.noetl.camel.execution.StepInput;
import io.noetl.camel.execution.Workload;
import io.noetl.camel.tool.Tool;
import io.noetl.camel.tool.ToolCall;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What calls were given while their executions ran, and whether who goes on with an execution after
 * any of its events would give them the same: each name, type, key in its order and character.
 * Thread-safe.
 */
final class LiveCalls implements CallObserver {
  /** Of a long log, after so many of its events. */
  private static final int PLACES = 60;

  private final Map<Long, Execution> executions = new ConcurrentHashMap<>();

  /** An execution and its first calls, by their keys. */
  private record Execution(RunInfo info, CompiledPlaybook compiled, Map<String, String> calls) {}

  @Override
  public void called(Ended ended) {
    ToolCall call = ended.call();
    if (call.kind().equals("sink") || call.origin().attempt() > 1) {
      return;
    }
    executions
        .computeIfAbsent(
            ended.step().run().id(),
            id ->
                new Execution(
                    ended.step().run().info(),
                    ended.step().run().compiled(),
                    new ConcurrentHashMap<>()))
        .calls()
        .putIfAbsent(
            ended.step().callKey(), shown(call.kind(), call.config(), call.args(), call.context()));
  }

  /** Forgets what was called so far. */
  void clear() {
    executions.clear();
  }

  /** What differs, for a person: empty when each call is the same after each event. */
  List<String> differences(TestServer server) {
    List<String> differences = new ArrayList<>();
    executions.values().forEach(execution -> compare(execution, server, differences));
    return differences;
  }

  private static void compare(Execution execution, TestServer server, List<String> differences) {
    ToolBox tools = server.bean(ToolBox.class);
    FoldedCalls folded =
        new FoldedCalls(
            execution.compiled(),
            execution.info(),
            (kind, auth, context) -> names(tools, execution, kind, auth, context),
            server.bean(ReplicaStore.class),
            server.bean(Workload.class),
            server.bean(JdbcClient.class));
    Map<String, Set<String>> given = new ConcurrentHashMap<>();
    int step = Math.max(1, folded.events() / PLACES);
    for (int after = 1; after <= folded.events(); after += step) {
      folded.after(
          after,
          (key, input) ->
              given.computeIfAbsent(key, k -> ConcurrentHashMap.newKeySet()).add(shown(input)));
    }
    execution
        .calls()
        .forEach(
            (key, live) -> {
              Set<String> again = given.getOrDefault(key, Set.of());
              // Beside other branches what a call is given depends on how far they are.
              if (!again.isEmpty() && !again.contains(live)) {
                differences.add(
                    "%s of %s%n  live  %s%n  again %s"
                        .formatted(
                            key,
                            execution.info().path(),
                            live,
                            String.join(System.lineSeparator() + "  again ", again)));
              }
            });
  }

  private static Map<String, @Nullable Object> names(
      ToolBox tools,
      Execution execution,
      String kind,
      Supplier<@Nullable Object> auth,
      Supplier<Map<String, @Nullable Object>> context) {
    Tool tool = tools.find(kind);
    return tool == null ? Map.of() : tool.names(auth, context, execution.info().profile());
  }

  private static String shown(StepInput input) {
    return shown(input.kind(), input.config(), input.args(), input.context());
  }

  private static String shown(
      String kind,
      Map<String, @Nullable Object> config,
      Map<String, @Nullable Object> args,
      Map<String, @Nullable Object> context) {
    return kind + " " + shown(config) + " " + shown(args) + " " + shown(context);
  }

  /** A value with its types as Python names them. */
  private static String shown(@Nullable Object value) {
    return switch (value) {
      case null -> "None";
      case String text -> '"' + text + '"';
      case Long number -> "int " + number;
      case Integer number -> "int " + number;
      case BigInteger number -> "int " + number;
      case Double number -> "float " + number;
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(entry -> shown(entry.getKey()) + ": " + shown(entry.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
      case List<?> list ->
          list.stream().map(LiveCalls::shown).collect(Collectors.joining(", ", "[", "]"));
      case byte[] bytes ->
          IntStream.range(0, bytes.length)
              .mapToObj(i -> String.valueOf(bytes[i]))
              .collect(Collectors.joining(" ", "bytes ", ""));
      default -> value.getClass().getSimpleName() + " " + Objects.toString(value);
    };
  }
}
