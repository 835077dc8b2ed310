package io.noetl.camel.tool.sink;

import io.noetl.camel.tool.CallFields;
import io.noetl.camel.tool.ToolJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A sink in either of its shapes: flat, {@code {tool: postgres, table, args}}, and nested, {@code
 * {tool: {kind: postgres, table, args}}}, whose fields win over those beside it.
 *
 * @param kind what stores; {@code event} where nothing is said
 * @param fields its fields, data left out
 * @param data what to store: {@code data}, {@code args}, {@code payload} or {@code from}, the first
 *     that is there
 * @param args {@code args} where {@code data} is there too
 */
public record SinkSpec(
    String kind,
    Map<String, @Nullable Object> fields,
    @Nullable Object data,
    Map<String, @Nullable Object> args) {

  private static final List<String> DATA = List.of("data", "args", "payload", "from");
  private static final List<String> KIND = List.of("kind", "tool", "backend", "type");

  /** Reads a sink as it stands in its rule, rendered. */
  public static SinkSpec of(Map<String, @Nullable Object> config) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    for (Map<String, @Nullable Object> part :
        List.of(nested(config.get("spec")), config, nested(config.get("tool")))) {
      fields.putAll(part);
    }
    if (!nested(config.get("tool")).isEmpty()) {
      fields.remove("tool");
    }
    String kind = new CallFields(fields).text(KIND.toArray(String[]::new));
    Object data = new CallFields(fields).first(DATA.toArray(String[]::new));
    Map<String, @Nullable Object> args =
        fields.get("data") == null ? null : CallFields.asMap(fields.get("args"));
    fields.keySet().removeAll(DATA);
    fields.keySet().removeAll(KIND);
    fields.remove("spec");
    return new SinkSpec(
        kind == null ? "event" : kind.strip().toLowerCase(Locale.ROOT),
        fields,
        structured(data),
        args == null ? Map.of() : args);
  }

  private static Map<String, @Nullable Object> nested(@Nullable Object value) {
    Map<String, @Nullable Object> map = CallFields.asMap(value);
    return map == null ? Map.of() : map;
  }

  /** Text that is a JSON object or list is what it says: a template rendered it to text. */
  private static @Nullable Object structured(@Nullable Object data) {
    if (data instanceof String text) {
      String stripped = text.strip();
      if (stripped.startsWith("{") || stripped.startsWith("[")) {
        return ToolJson.parseOrText(stripped);
      }
    }
    return data;
  }
}
