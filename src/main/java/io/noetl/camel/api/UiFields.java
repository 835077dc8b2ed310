package io.noetl.camel.api;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a form for a workload: their kinds are those of its values; comments on their lines
 * say more: {@code # ui:secret}, {@code # ui:enum=[a, b]}, {@code # ui:credential=pg_*}, {@code #
 * ui:description=…}.
 */
final class UiFields {
  private static final Pattern KEY = Pattern.compile("( +)([A-Za-z_][A-Za-z0-9_-]*)\\s*:.*");
  private static final Pattern SAYS =
      Pattern.compile("#\\s*ui:([A-Za-z_][A-Za-z0-9_]*)(?:\\s*=\\s*([^#]*))?");

  private UiFields() {}

  /** The fields of a workload that stands in a document. */
  static List<Map<String, @Nullable Object>> of(Map<?, ?> workload, String document) {
    Map<String, Map<String, String>> said = said(document);
    List<Map<String, @Nullable Object>> fields = new ArrayList<>();
    workload.forEach(
        (name, value) ->
            fields.add(
                field(
                    String.valueOf(name),
                    value,
                    said.getOrDefault(String.valueOf(name), Map.of()))));
    return fields;
  }

  private static Map<String, @Nullable Object> field(
      String name, @Nullable Object value, Map<String, String> said) {
    Map<String, @Nullable Object> field = new LinkedHashMap<>();
    field.put("name", name);
    field.put("kind", said.containsKey("enum") ? "enum" : kind(value));
    field.put("default", value);
    field.put("description", nonEmpty(said.get("description")));
    field.put("secret", said.containsKey("secret"));
    field.put("credential_glob", nonEmpty(said.get("credential")));
    field.put("options", said.containsKey("enum") ? options(said.get("enum")) : null);
    List<Map<String, @Nullable Object>> children = null;
    if (value instanceof Map<?, ?> map && !said.containsKey("enum")) {
      children = new ArrayList<>();
      for (Map.Entry<?, ?> member : map.entrySet()) {
        children.add(field(String.valueOf(member.getKey()), member.getValue(), Map.of()));
      }
    }
    field.put("children", children);
    return field;
  }

  private static String kind(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case Boolean flag -> "boolean";
      case Float number -> "number";
      case Double number -> "number";
      case Number number -> "integer";
      case Map<?, ?> map -> "object";
      case List<?> list -> "array";
      default -> "string";
    };
  }

  private static List<String> options(@Nullable String text) {
    String all = text == null ? "" : text.strip();
    if (all.startsWith("[") && all.endsWith("]")) {
      return Stream.of(all.substring(1, all.length() - 1).split(",", -1))
          .map(UiFields::unquoted)
          .filter(option -> !option.isEmpty())
          .toList();
    }
    return List.of(unquoted(all));
  }

  private static @Nullable String nonEmpty(@Nullable String text) {
    return text == null || text.isBlank() ? null : unquoted(text);
  }

  private static String unquoted(String text) {
    String plain = text.strip();
    boolean quoted =
        plain.length() >= 2
            && (plain.startsWith("\"") || plain.startsWith("'"))
            && plain.charAt(0) == plain.charAt(plain.length() - 1);
    return quoted ? plain.substring(1, plain.length() - 1) : plain;
  }

  /** What comments say of the keys right below {@code workload:}. */
  private static Map<String, Map<String, String>> said(String document) {
    Map<String, Map<String, String>> said = new HashMap<>();
    boolean inside = false;
    int indent = 0;
    for (String line : document.split("\n", -1)) {
      if (line.isBlank() || line.stripLeading().startsWith("#")) {
        continue;
      }
      if (!line.startsWith(" ")) {
        inside = line.startsWith("workload:");
        indent = 0;
        continue;
      }
      Matcher key = KEY.matcher(line.stripTrailing());
      if (!inside || !key.matches()) {
        continue;
      }
      indent = indent == 0 ? key.group(1).length() : indent;
      if (indent == key.group(1).length()) {
        Map<String, String> directives = new HashMap<>();
        SAYS.matcher(line)
            .results()
            .forEach(
                found ->
                    directives.put(found.group(1), found.group(2) == null ? "" : found.group(2)));
        said.put(key.group(2), directives);
      }
    }
    return said;
  }
}
