package io.noetl.camel.playbook;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The kinds of tools that a playbook may name. */
public final class ToolKinds {
  /** Kinds that NoETL has and that are refused when they run, each with what could do it. */
  public static final Map<String, String> ELSEWHERE =
      Map.ofEntries(
          Map.entry("agent", "http (the agent's API) or python"),
          Map.entry("gateway", "http"),
          Map.entry("mcp", "http (JSON-RPC to the server's endpoint)"),
          Map.entry("provider", "http (the cloud's REST API) or container"),
          Map.entry("rhai", "python"),
          Map.entry("subscription", "a trigger outside of the playbook"),
          Map.entry("wasm", "python or container"));

  /** Those that run here. */
  static final Set<String> HERE =
      Set.of(
          "http",
          "postgres",
          "duckdb",
          "python",
          "workbook",
          "playbook",
          "secrets",
          "transfer",
          "snowflake",
          "snowflake_transfer",
          "gcs",
          "script",
          "shell",
          "container",
          "camel",
          "noop",
          "nats",
          "ducklake",
          "artifact",
          "result_fetch",
          "wait",
          "approval",
          "signal");

  /** All of them, in no order. */
  public static final Set<String> ALL = all();

  private ToolKinds() {}

  private static Set<String> all() {
    Set<String> all = new TreeSet<>(HERE);
    all.addAll(ELSEWHERE.keySet());
    return Set.copyOf(all);
  }
}
