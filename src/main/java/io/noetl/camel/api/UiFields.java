package io.noetl.camel.api;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a form for a workload: their kinds are those of its values; comments on their
 * lines, or right above them, say more: {@code # ui:secret}, {@code # ui:enum=[a, b]}, {@code #
 * ui:credential=pg_*}, {@code # ui:description=…}. Those of nested keys are about members.
 */
final class UiFields {
  private static final Pattern KEY =
      Pattern.compile(" +([\"']?)([A-Za-z_][A-Za-z0-9_-]*)\\1\\s*:(?:\\s.*)?");
  private static final Pattern SAYS =
      Pattern.compile("#\\s*ui:([A-Za-z_][A-Za-z0-9_]*)(?:\\s*=\\s*([^#]*))?");

  private UiFields() {}

  /** The fields of a workload that stands in a document. */
  static List<Map<String, @Nullable Object>> of(Map<?, ?> workload, String document) {
    Map<List<String>, Map<String, String>> said = said(document);
    List<Map<String, @Nullable Object>> fields = new ArrayList<>();
    workload.forEach(
        (name, value) -> fields.add(field(List.of(String.valueOf(name)), value, said)));
    return fields;
  }

  private static Map<String, @Nullable Object> field(
      List<String> path, @Nullable Object value, Map<List<String>, Map<String, String>> all) {
    Map<String, String> said = all.getOrDefault(path, Map.of());
    Map<String, @Nullable Object> field = new LinkedHashMap<>();
    field.put("name", path.getLast());
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
        List<String> within = new ArrayList<>(path);
        within.add(String.valueOf(member.getKey()));
        children.add(field(within, member.getValue(), all));
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

  /** What comments say of the keys below {@code workload:}, by their path. */
  private static Map<List<String>, Map<String, String>> said(String document) {
    Map<List<String>, Map<String, String>> said = new HashMap<>();
    Deque<Key> within = new ArrayDeque<>();
    Map<String, String> above = new HashMap<>();
    boolean inside = false;
    for (String line : document.split("\n", -1)) {
      String text = line.strip();
      if (text.isEmpty()) {
        above.clear();
      } else if (text.startsWith("#")) {
        above.putAll(directives(text));
      } else if (line.startsWith(" ")) {
        if (inside) {
          said.put(path(line, within), joined(above, directives(text)));
        }
        above.clear();
      } else {
        inside = line.startsWith("workload:");
        within.clear();
        above.clear();
      }
    }
    return said;
  }

  /** A key of the lines above that the next may stand within; what is no key has an empty name. */
  private record Key(int indent, String name) {}

  /** The path of a line's key, which is the innermost from now on. */
  private static List<String> path(String line, Deque<Key> within) {
    int indent = line.length() - line.stripLeading().length();
    while (!within.isEmpty() && within.getLast().indent() >= indent) {
      within.removeLast();
    }
    Matcher key = KEY.matcher(line.stripTrailing());
    within.addLast(new Key(indent, key.matches() ? key.group(2) : ""));
    return within.stream().map(Key::name).toList();
  }

  private static Map<String, String> directives(String line) {
    Map<String, String> directives = new HashMap<>();
    SAYS.matcher(line)
        .results()
        .forEach(
            found -> directives.put(found.group(1), found.group(2) == null ? "" : found.group(2)));
    return directives;
  }

  private static Map<String, String> joined(Map<String, String> above, Map<String, String> own) {
    Map<String, String> all = new HashMap<>(above);
    all.putAll(own);
    return all;
  }
}
