package io.noetl.camel.tool.transfer;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.tool.CallFields;
import io.noetl.camel.tool.Tool;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.http.HttpTool;
import io.noetl.camel.tool.postgres.PostgresPools;
import io.noetl.camel.tool.postgres.PostgresRunner;
import io.noetl.camel.tool.postgres.PostgresTarget;
import io.noetl.camel.tool.postgres.PostgresTargets;
import io.noetl.camel.tool.snowflake.SnowflakeConnector;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The transfer tool: rows of a {@code source} (http, postgres, snowflake) into a {@code target}
 * (postgres, snowflake), in a stream of constant memory and in one transaction of the target.
 *
 * <p>Result: {@code {status, direction, source_type, target_type, mode, rows_transferred,
 * chunks_processed}}.
 */
public final class TransferTool implements Tool {

  private final HttpTool http;
  private final PostgresTargets targets;
  private final PostgresPools pools;
  private final PostgresRunner runner;
  private final SnowflakeConnector snowflake;

  public TransferTool(
      HttpTool http, PostgresTargets targets, PostgresPools pools, SnowflakeConnector snowflake) {
    this.http = http;
    this.targets = targets;
    this.pools = pools;
    this.runner = new PostgresRunner(pools);
    this.snowflake = snowflake;
  }

  @Override
  public Set<String> kinds() {
    return Set.of("transfer", "snowflake_transfer");
  }

  @Override
  public Outcome call(ToolCall call) throws InterruptedException {
    try {
      TransferSpec spec = TransferSpec.of(call);
      long rows = target(spec, call).write(source(spec, call));
      Map<String, @Nullable Object> result = new LinkedHashMap<>();
      result.put("status", "success");
      result.put("direction", spec.sourceType() + "_to_" + spec.targetType());
      result.put("source_type", spec.sourceType());
      result.put("target_type", spec.targetType());
      result.put("mode", spec.mode().name().toLowerCase(Locale.ROOT));
      result.put("rows_transferred", rows);
      result.put("chunks_processed", Math.ceilDiv(rows, spec.chunk()));
      return new Outcome.Done(result);
    } catch (ToolFailure e) {
      return e.outcome();
    }
  }

  private TransferSource source(TransferSpec spec, ToolCall call) throws ToolFailure {
    CallFields source = spec.source();
    String pair = spec.sourceType() + "→" + spec.targetType();
    return switch (pair) {
      case "http→postgres" ->
          new HttpSource(
              http,
              side(call, "http", source),
              JsonPath.parse(source.text("data_path")),
              JsonPath.mapping(spec.target().map("mapping")),
              spec.chunk());
      case "postgres→postgres", "postgres→snowflake" ->
          new PostgresSource(
              pools, postgres(source, call), source.required("transfer", "query"), spec.chunk());
      case "snowflake→postgres" ->
          new JdbcSource(
              snowflake,
              side(call, "snowflake", source),
              source.required("transfer", "query"),
              spec.chunk());
      default ->
          throw TransferSpec.wrong(
              pair
                  + " is not supported (expected: http→postgres, postgres→postgres,"
                  + " snowflake→postgres or postgres→snowflake)");
    };
  }

  private TransferTarget target(TransferSpec spec, ToolCall call) throws ToolFailure {
    return spec.targetType().equals("snowflake")
        ? new JdbcTarget(snowflake, side(call, "snowflake", spec.target()), spec)
        : new PostgresTransferTarget(runner, postgres(spec.target(), call), spec);
  }

  private PostgresTarget postgres(CallFields side, ToolCall call) throws ToolFailure {
    return targets.of(side(call, "postgres", side));
  }

  /** The call that one side alone would be. */
  private static ToolCall side(ToolCall call, String kind, CallFields side) {
    Map<String, @Nullable Object> config = new LinkedHashMap<>(side.values());
    if (kind.equals("http")) {
      // the whole stream belongs to the request: its time is the step's
      config.putIfAbsent("timeout", PostgresRunner.UNBOUNDED.toSeconds());
    }
    return new ToolCall(
        kind,
        config,
        Map.of(),
        call.context(),
        call.origin(),
        call.idempotencyKey(),
        call.timeout(),
        call.log());
  }
}
