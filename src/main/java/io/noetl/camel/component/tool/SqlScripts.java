package io.noetl.camel.component.tool;

import io.noetl.camel.tool.Fields;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.script.ScriptLoader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** SQL that stands outside of the playbook: {@code script: {uri, source}} of the SQL tools. */
public final class SqlScripts {
  private static final Set<String> KINDS = Set.of("postgres", "duckdb", "snowflake");
  private static final String FIELD = "script";

  private final ScriptLoader scripts;

  public SqlScripts(ScriptLoader scripts) {
    this.scripts = scripts;
  }

  /** The call with its SQL in it. */
  ToolCall loaded(ToolCall call) throws ToolFailure, InterruptedException {
    if (!KINDS.contains(call.kind()) || !(call.config().get(FIELD) instanceof Map)) {
      return call;
    }
    Map<String, @Nullable Object> config = new LinkedHashMap<>(call.config());
    config.put(FIELD, scripts.load(new Fields(call.config()).map(FIELD), call).text());
    return new ToolCall(
        call.kind(),
        config,
        call.args(),
        call.context(),
        call.origin(),
        call.idempotencyKey(),
        call.timeout(),
        call.log());
  }
}
