package io.noetl.camel.tool.sink;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.tool.CallFields;
import io.noetl.camel.tool.Tool;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.postgres.SqlCommands;
import io.noetl.camel.tool.postgres.WriteMode;
import io.noetl.camel.tool.sql.SqlName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sinks that another tool stores for: http, python, duckdb, gcs. */
final class DelegatedSink {

  private final Function<String, @Nullable Tool> tools;

  DelegatedSink(Function<String, @Nullable Tool> tools) {
    this.tools = tools;
  }

  Outcome store(SinkSpec sink, ToolCall call) throws InterruptedException, ToolFailure {
    return switch (sink.kind()) {
      case "http" -> http(sink, call);
      case "python" -> python(sink, call);
      case "duckdb" -> duckdb(sink, call);
      default -> run(sink.kind(), sink.fields(), sink.args(), call);
    };
  }

  /** POST with the data as body, unless the sink says otherwise. */
  private Outcome http(SinkSpec sink, ToolCall call) throws InterruptedException, ToolFailure {
    Map<String, @Nullable Object> config = new LinkedHashMap<>(sink.fields());
    config.putIfAbsent("method", "POST");
    if (sink.data() != null) {
      config.put("payload", sink.data());
    }
    return run("http", config, Map.of(), call);
  }

  /**
   * {@code main(data, …)}, which may name members of the data too; without code the data is what is
   * stored.
   */
  private Outcome python(SinkSpec sink, ToolCall call) throws InterruptedException, ToolFailure {
    if (sink.fields().get("code") == null) {
      return new Outcome.Done(sink.data());
    }
    Map<String, @Nullable Object> args = new LinkedHashMap<>();
    Map<String, @Nullable Object> members = CallFields.asMap(sink.data());
    args.putAll(members == null ? Map.of() : members);
    args.put("data", sink.data());
    args.putAll(sink.args());
    return run("python", sink.fields(), args, call);
  }

  private Outcome duckdb(SinkSpec sink, ToolCall call) throws InterruptedException, ToolFailure {
    Map<String, @Nullable Object> config = new LinkedHashMap<>(sink.fields());
    if (SqlCommands.isIn(config)) {
      if (sink.data() instanceof Map<?, ?>) {
        config.putIfAbsent("params", sink.data());
      }
    } else {
      CallFields fields = new CallFields(config);
      SqlName table = SqlName.parse(fields.required("duckdb sink", "table", "commands"));
      List<String> key = SinkNames.of(fields.first("key", "keys"));
      SinkRows rows = SinkRows.of(sink.data());
      if (!rows.rows().isEmpty()) {
        config.put(
            "commands", DuckdbSinkSql.of(table, WriteMode.of(fields.text("mode")), key, rows));
        config.keySet().removeAll(List.of("table", "mode", "key", "keys"));
      }
    }
    return run("duckdb", config, Map.of(), call);
  }

  private Outcome run(
      String kind,
      Map<String, @Nullable Object> config,
      Map<String, @Nullable Object> args,
      ToolCall call)
      throws InterruptedException, ToolFailure {
    Tool tool = tools.apply(kind);
    if (tool == null) {
      throw new ToolFailure(
          "TL0405", "ConfigError", "sink: this server has no tool of kind '%s'".formatted(kind));
    }
    return tool.call(SinkCalls.of(call, kind, config, args));
  }
}
