package io.noetl.camel.playbook;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can be told of the form of an approval before anybody is asked. */
final class FormCheck {
  static final List<String> KINDS =
      List.of("string", "text", "number", "boolean", "date", "select", "file");
  private static final String EXAMPLE =
      "Write `form: [{name: reason, kind: text, required: true}]`.";

  private final Problems problems;

  FormCheck(Problems problems) {
    this.problems = problems;
  }

  void check(@Nullable Object form, String pointer) {
    switch (form) {
      case List<?> fields -> fields(fields, pointer);
      case String text when ConditionText.isTemplate(text) -> {}
      case Map<?, ?> map when !map.isEmpty() ->
          error(pointer, "'form' is " + Fields.describe(map) + ".", asList(map));
      case null, default -> error(pointer, "'form' is " + Fields.describe(form) + ".", EXAMPLE);
    }
  }

  /** The form as a list, of fields that are written as a map by their names. */
  private static String asList(Map<?, ?> map) {
    Map.Entry<?, ?> first = map.entrySet().iterator().next();
    Object kind =
        first.getValue() instanceof Map<?, ?> field
            ? field.get(field.containsKey("kind") ? "kind" : "type")
            : first.getValue();
    return "Write a list of fields: `form: [{name: %s, kind: %s}]`."
        .formatted(first.getKey(), KINDS.contains(kind) ? kind : "text");
  }

  private void fields(List<?> fields, String pointer) {
    Set<Object> names = new HashSet<>();
    for (int i = 0; i < fields.size(); i++) {
      String at = SourceMap.child(pointer, i);
      switch (fields.get(i)) {
        case Map<?, ?> map -> field(map, at, names);
        case String text when ConditionText.isTemplate(text) -> {}
        case String text ->
            error(
                at,
                "A field is text ('" + text + "').",
                "Write `{name: " + text + ", kind: text}`.");
        case null, default ->
            error(at, "A field is " + Fields.describe(fields.get(i)) + ".", EXAMPLE);
      }
    }
  }

  private void field(Map<?, ?> field, String pointer, Set<Object> names) {
    Object name = field.get("name");
    if (name == null || String.valueOf(name).isBlank()) {
      error(pointer, "A field of the form has no 'name'.", EXAMPLE);
    } else if (!names.add(name)) {
      error(
          SourceMap.child(pointer, "name"),
          "There are two fields named '" + name + "' in the form.",
          "Rename one of them: values go by the name.");
    }
    for (Object key : field.keySet()) {
      if (!FormFields.KEYS.contains(String.valueOf(key))) {
        error(
            SourceMap.child(pointer, String.valueOf(key)),
            "Unknown key '" + key + "' in a field of the form.",
            Nearest.hint(String.valueOf(key), FormFields.KEYS));
      }
    }
    String key = field.get("kind") == null ? "type" : "kind";
    String kind = field.get(key) == null ? "string" : String.valueOf(field.get(key));
    if (!ConditionText.isTemplate(kind) && !KINDS.contains(kind.toLowerCase(Locale.ROOT))) {
      error(
          SourceMap.child(pointer, key),
          "Unknown kind '" + kind + "' of a field.",
          Nearest.hint(kind, KINDS));
    }
    if (kind.equalsIgnoreCase("select") && isNone(field.get("options"))) {
      error(pointer, "A select has no 'options'.", "Write `options: [one, two]` beside it.");
    }
  }

  private static boolean isNone(@Nullable Object options) {
    return !(options instanceof List<?> list && !list.isEmpty())
        && !(options instanceof String text && ConditionText.isTemplate(text));
  }

  private void error(String pointer, String message, String cure) {
    problems.error("PB0296", pointer, message, cure);
  }
}
