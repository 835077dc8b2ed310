package io.noetl.camel.compiler;

import io.noetl.camel.playbook.Action;
import io.noetl.camel.playbook.BusinessKey;
import io.noetl.camel.playbook.Cursor;
import io.noetl.camel.playbook.Playbook;
import io.noetl.camel.playbook.RetryRule;
import io.noetl.camel.playbook.Rule;
import io.noetl.camel.playbook.SourceMap;
import io.noetl.camel.playbook.Step;
import io.noetl.camel.playbook.ToolSpec;
import io.noetl.camel.playbook.WorkbookEntry;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields that mean something else, or nothing, with a hole in them: what a loop iterates over,
 * the path of a child, SQL, addresses, tables, the key of an execution. An undefined name in them
 * is an error.
 */
final class NeededFields {
  private static final Set<String> SQL_KINDS =
      Set.of("postgres", "duckdb", "ducklake", "snowflake");

  private static final Set<String> SQL =
      Set.of(
          "query",
          "queries",
          "command",
          "commands",
          "cmd",
          "cmds",
          "sql",
          "statement",
          "statements",
          "script");

  private static final Set<String> ADDRESSES = Set.of("url", "endpoint");
  private static final Set<String> PATHS = Set.of("path", "playbook_path", "resource_path");

  private final Set<String> pointers = new HashSet<>();

  private NeededFields() {}

  /** Their JSON pointers. */
  static Set<String> of(Playbook playbook) {
    NeededFields fields = new NeededFields();
    BusinessKey key = playbook.executor().key();
    if (key != null) {
      fields.add(key.value(), key.pointer());
    }
    playbook.steps().forEach(fields::step);
    for (WorkbookEntry entry : playbook.workbook()) {
      fields.tool(entry.tool());
    }
    return fields.pointers;
  }

  private void step(Step step) {
    tool(step.tool());
    if (step.loop() != null) {
      add(step.loop().in(), step.pointer() + "/loop/in");
      Cursor cursor = step.loop().cursor();
      if (cursor != null) {
        members(cursor.claim().config(), cursor.claim().pointer(), Set.of("claim"));
      }
    }
    step.sinks().forEach(this::sink);
    for (RetryRule rule : step.retry()) {
      rule.sinks().forEach(this::sink);
    }
    for (Rule rule : step.rules()) {
      for (Action action : rule.then()) {
        if (action instanceof Action.Sink sink) {
          sink(sink);
        }
      }
    }
  }

  private void tool(ToolSpec tool) {
    switch (tool.kind()) {
      case "http" -> members(tool.config(), tool.pointer(), ADDRESSES);
      case "playbook" -> members(tool.config(), tool.pointer(), PATHS);
      case "transfer", "snowflake_transfer" -> {
        for (String side : List.of("source", "target")) {
          if (tool.config().get(side) instanceof Map<?, ?> map) {
            String at = SourceMap.child(tool.pointer(), side);
            members(map, at, ADDRESSES);
            members(map, at, Set.of("query", "table"));
          }
        }
      }
      default -> {
        if (SQL_KINDS.contains(tool.kind())) {
          members(tool.config(), tool.pointer(), SQL);
        }
      }
    }
  }

  private void sink(Action.Sink sink) {
    Set<String> names = new HashSet<>();
    if (SQL_KINDS.contains(sink.kind())) {
      names.addAll(SQL);
      names.add("table");
    } else if (sink.kind().equals("http")) {
      names.addAll(ADDRESSES);
    }
    members(sink.config(), sink.pointer(), names);
    for (String nested : List.of("tool", "spec")) {
      if (sink.config().get(nested) instanceof Map<?, ?> map) {
        members(map, SourceMap.child(sink.pointer(), nested), names);
      }
    }
  }

  private void members(Map<?, ?> map, String pointer, Set<String> names) {
    for (String name : names) {
      if (map.containsKey(name)) {
        add(map.get(name), SourceMap.child(pointer, name));
      }
    }
  }

  private void add(@Nullable Object value, String pointer) {
    switch (value) {
      case List<?> list -> {
        for (int i = 0; i < list.size(); i++) {
          add(list.get(i), SourceMap.child(pointer, i));
        }
      }
      case String text -> pointers.add(pointer);
      case null, default -> {}
    }
  }
}
