package io.noetl.camel.component.tool;

import io.noetl.camel.template.Names;
import io.noetl.camel.template.TemplateEngine;
import io.noetl.camel.template.TemplateSource;
import io.noetl.camel.template.UndefinedPolicy;
import io.noetl.camel.tool.CallFields;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.script.Script;
import io.noetl.camel.tool.script.ScriptLoader;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * SQL that stands outside of the playbook: {@code script: {uri, source}} of the SQL tools. It is a
 * template as SQL in the playbook is, where it holds an expression.
 */
public final class SqlScripts {
  private static final Set<String> KINDS = Set.of("postgres", "duckdb", "ducklake", "snowflake");
  private static final String FIELD = "script";

  private final ScriptLoader scripts;
  private final TemplateEngine templates;

  public SqlScripts(ScriptLoader scripts, TemplateEngine templates) {
    this.scripts = scripts;
    this.templates = templates;
  }

  /**
   * The call with its SQL in it.
   *
   * @throws ToolFailure when it can't be loaded
   */
  public ToolCall loaded(ToolCall call) throws ToolFailure, InterruptedException {
    if (!KINDS.contains(call.kind()) || !(call.config().get(FIELD) instanceof Map)) {
      return call;
    }
    Map<String, @Nullable Object> config = new LinkedHashMap<>(call.config());
    Script script = scripts.load(new CallFields(call.config()).map(FIELD), call);
    Map<String, @Nullable Object> names = new HashMap<>(call.context());
    names.putAll(call.args());
    config.put(FIELD, rendered(script, names));
    return new ToolCall(
        call.kind(),
        config,
        call.args(),
        call.context(),
        call.origin(),
        call.idempotencyKey(),
        call.timeout(),
        call.log(),
        call.sql());
  }

  private String rendered(Script script, Map<String, @Nullable Object> names) {
    String text = script.text();
    return text.contains("{{") && text.contains("}}")
        ? templates
            .compile(text, new TemplateSource(script.name(), FIELD, 1, 1))
            .render(Names.of(names), UndefinedPolicy.FORGIVING)
        : text;
  }
}
