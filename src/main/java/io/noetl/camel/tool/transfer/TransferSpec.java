package io.noetl.camel.tool.transfer;

import io.noetl.camel.tool.CallFields;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.postgres.WriteMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A transfer as a step describes it.
 *
 * @param sourceType http, postgres or snowflake
 * @param source the source's fields
 * @param targetType postgres or snowflake
 * @param target the target's fields
 * @param mode what happens to the rows that are there
 * @param key the columns that identify a row, for an upsert
 * @param chunk how many rows are read at a time
 */
record TransferSpec(
    String sourceType,
    CallFields source,
    String targetType,
    CallFields target,
    WriteMode mode,
    List<String> key,
    int chunk) {

  private static final int CHUNK = 1000;

  static TransferSpec of(ToolCall call) throws ToolFailure {
    CallFields fields = CallFields.of(call);
    Map<String, @Nullable Object> source = new LinkedHashMap<>(fields.map("source"));
    Map<String, @Nullable Object> target = new LinkedHashMap<>(fields.map("target"));
    if (call.kind().equals("snowflake_transfer")) {
      snowflake(fields, source, target);
    }
    CallFields from = new CallFields(source);
    CallFields to = new CallFields(target);
    String sourceType = type(from, "source");
    String targetType = type(to, "target");
    if (from.text(sourceType.equals("http") ? "url" : "query") == null
        && from.text("endpoint") == null) {
      throw wrong("source.%s is required".formatted(sourceType.equals("http") ? "url" : "query"));
    }
    if (to.text("table") == null && to.text("query") == null) {
      throw wrong("target.table (or target.query) is required");
    }
    String mode = to.text("mode") == null ? fields.text("mode") : to.text("mode");
    Object key =
        to.first("key", "keys") == null ? fields.first("key", "keys") : to.first("key", "keys");
    return new TransferSpec(
        sourceType,
        from,
        targetType,
        to,
        WriteMode.of(mode),
        names(key),
        fields.count("chunk_size", CHUNK));
  }

  /** {@code direction sf_to_pg|pg_to_sf} with {@code auth: {sf, pg}}. */
  private static void snowflake(
      CallFields fields, Map<String, @Nullable Object> source, Map<String, @Nullable Object> target)
      throws ToolFailure {
    String direction = fields.text("direction");
    boolean out = "pg_to_sf".equals(direction);
    if (!out && !"sf_to_pg".equals(direction)) {
      throw wrong("direction: '%s' (expected: sf_to_pg or pg_to_sf)".formatted(direction));
    }
    Map<String, @Nullable Object> auth = fields.map("auth");
    source.putIfAbsent("type", out ? "postgres" : "snowflake");
    source.putIfAbsent("auth", auth.get(out ? "pg" : "sf"));
    target.putIfAbsent("type", out ? "snowflake" : "postgres");
    target.putIfAbsent("auth", auth.get(out ? "sf" : "pg"));
  }

  private static String type(CallFields side, String name) throws ToolFailure {
    String type = side.text("type", "kind", "tool");
    if (type == null) {
      throw wrong("%s.type is required".formatted(name));
    }
    return type.strip().toLowerCase(Locale.ROOT);
  }

  private static List<String> names(@Nullable Object key) {
    List<String> names = new ArrayList<>();
    List<?> list =
        key instanceof List<?> given
            ? given
            : key == null ? List.of() : List.of(key.toString().split(",", -1));
    list.forEach(name -> names.add(String.valueOf(name).strip()));
    return names;
  }

  static ToolFailure wrong(String message) {
    return new ToolFailure("TL0501", "ConfigError", "Transfer failed: " + message);
  }
}
