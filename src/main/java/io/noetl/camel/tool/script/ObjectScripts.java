package io.noetl.camel.tool.script;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.tool.StepLog;
import io.noetl.camel.tool.Tool;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Scripts in S3 or Google Cloud Storage, read by DuckDB: {@code auth} of the source names the
 * credential, as in a step of kind duckdb.
 */
public final class ObjectScripts implements ScriptReader {
  private final String type;
  private final List<String> schemes;
  private final Tool duckdb;

  /**
   * A reader.
   *
   * @param type the type of the credential where its spec has none: s3 or gcs
   * @param schemes how addresses begin
   */
  public ObjectScripts(String type, List<String> schemes, Tool duckdb) {
    this.type = type;
    this.schemes = List.copyOf(schemes);
    this.duckdb = duckdb;
  }

  @Override
  public byte[] read(String uri, Map<String, @Nullable Object> source, ToolCall call)
      throws ToolFailure, InterruptedException {
    if (schemes.stream().noneMatch(scheme -> uri.startsWith(scheme + "://"))) {
      throw new ToolFailure(
          "TL1201",
          "ConfigError",
          "script.uri: %s (expected: %s://bucket/path)".formatted(uri, schemes.getFirst()));
    }
    Map<String, @Nullable Object> config = new LinkedHashMap<>();
    config.put("database", ":memory:");
    // a literal, in which a doubled quote is all that there is to escape: DuckDB's tool looks for
    // the address in the text to know what it needs
    config.put("query", "SELECT content FROM read_text('" + uri.replace("'", "''") + "')");
    if (source.get("auth") != null) {
      config.put("auth", Map.of("script", spec(source)));
    }
    ToolCall query =
        new ToolCall(
            "duckdb",
            config,
            Map.of(),
            call.context(),
            call.origin(),
            call.idempotencyKey() + "/script",
            call.timeout(),
            StepLog.NONE);
    return switch (duckdb.call(query)) {
      case Outcome.Done done -> content(uri, done.result()).getBytes(StandardCharsets.UTF_8);
      case Outcome.Failed failed ->
          throw new ToolFailure(
              "TL1202",
              "ScriptNotFound",
              "script: %s can't be read: %s".formatted(uri, failed.error().message()));
    };
  }

  private Map<String, @Nullable Object> spec(Map<String, @Nullable Object> source) {
    Map<String, @Nullable Object> spec = new LinkedHashMap<>();
    if (source.get("auth") instanceof Map<?, ?> given) {
      given.forEach((key, value) -> spec.put(String.valueOf(key), value));
    } else {
      spec.put("key", source.get("auth"));
    }
    if (source.get("region") != null) {
      spec.put("region", source.get("region"));
    }
    spec.putIfAbsent("type", type);
    return spec;
  }

  private static String content(String uri, @Nullable Object result) throws ToolFailure {
    if (rows(result) instanceof List<?> rows
        && !rows.isEmpty()
        && rows.getFirst() instanceof Map<?, ?> row
        && row.get("content") instanceof String text) {
      return text;
    }
    throw new ToolFailure("TL1202", "ScriptNotFound", "script: there is nothing at " + uri);
  }

  /** The rows of a result: all of it, or its first statement's. */
  private static @Nullable Object rows(@Nullable Object result) {
    return result instanceof Map<?, ?> map ? map.get("command_1") : result;
  }
}
