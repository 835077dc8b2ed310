package io.noetl.camel.tool.sink;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.tool.CallFields;
import io.noetl.camel.tool.Tool;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.postgres.PostgresRunner;
import io.noetl.camel.tool.postgres.PostgresTargets;
import io.noetl.camel.tool.postgres.RowSource;
import io.noetl.camel.tool.postgres.SqlCommands;
import io.noetl.camel.tool.postgres.TableWrite;
import io.noetl.camel.tool.postgres.TableWriter;
import io.noetl.camel.tool.postgres.WriteMode;
import io.noetl.camel.tool.sql.SqlName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The postgres sink: a statement, in which {@code :name} is a value of the data, or the data as
 * rows of {@code table} with {@code mode} insert, upsert (by {@code key}, else the primary key) or
 * replace. Values are bound or copied, never part of the SQL.
 */
public final class PostgresSink {

  private final PostgresTargets targets;
  private final PostgresRunner runner;
  private final Tool postgres;

  /**
   * @param postgres the postgres tool, which runs statements
   */
  public PostgresSink(PostgresTargets targets, PostgresRunner runner, Tool postgres) {
    this.targets = targets;
    this.runner = runner;
    this.postgres = postgres;
  }

  Outcome store(SinkSpec sink, ToolCall call) throws InterruptedException, ToolFailure {
    return SqlCommands.isIn(sink.fields()) ? statement(sink, call) : table(sink, call);
  }

  private Outcome statement(SinkSpec sink, ToolCall call) throws InterruptedException {
    if (sink.data() instanceof List<?> rows && sink.fields().get("params") == null) {
      return statements(sink, call, rows);
    }
    Map<String, @Nullable Object> config = new LinkedHashMap<>(sink.fields());
    config.putIfAbsent("params", sink.data() instanceof Map<?, ?> ? sink.data() : null);
    return postgres.call(SinkCalls.of(call, "postgres", config, Map.of()));
  }

  /** The statement once for each item of a list, until one fails. */
  private Outcome statements(SinkSpec sink, ToolCall call, List<?> rows)
      throws InterruptedException {
    long stored = 0;
    for (Object row : rows) {
      SinkSpec one = new SinkSpec(sink.kind(), sink.fields(), row, sink.args());
      if (statement(one, call) instanceof Outcome.Failed failed) {
        return failed;
      }
      stored++;
    }
    return new Outcome.Done(Map.of("row_count", stored));
  }

  private Outcome table(SinkSpec sink, ToolCall call) throws InterruptedException, ToolFailure {
    CallFields fields = new CallFields(sink.fields());
    SqlName table = SqlName.parse(fields.required("postgres sink", "table", "statement"));
    WriteMode mode = WriteMode.of(fields.text("mode"));
    SinkRows rows = SinkRows.of(sink.data());
    TableWrite write =
        new TableWrite(table, rows.columns(), mode, SinkNames.of(fields.first("key", "keys")));
    long count =
        runner.run(
            targets.of(SinkCalls.of(call, "postgres", sink.fields(), Map.of())),
            PostgresRunner.UNBOUNDED,
            session -> new TableWriter(session).write(write, RowSource.of(rows.rows())));
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    result.put("table", table.toString());
    result.put("mode", mode.name().toLowerCase(java.util.Locale.ROOT));
    result.put("row_count", count);
    return new Outcome.Done(result);
  }
}
