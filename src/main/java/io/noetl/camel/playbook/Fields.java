package io.noetl.camel.playbook;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A map of the document with its place: typed access that reports what is of another type. */
public final class Fields {
  private final Map<String, @Nullable Object> map;
  private final String pointer;
  private final Problems problems;

  public Fields(Map<String, @Nullable Object> map, String pointer, Problems problems) {
    this.map = map;
    this.pointer = pointer;
    this.problems = problems;
  }

  /** The value as a map; null, with a problem, when it is something else. */
  @SuppressWarnings("unchecked")
  public static @Nullable Fields of(
      @Nullable Object value, String pointer, String what, String cure, Problems problems) {
    if (value instanceof Map<?, ?> map) {
      return new Fields((Map<String, @Nullable Object>) map, pointer, problems);
    }
    problems.error(
        "PB0101", pointer, what + " has to be a map, found " + describe(value) + ".", cure);
    return null;
  }

  public Map<String, @Nullable Object> map() {
    return map;
  }

  public String pointer() {
    return pointer;
  }

  public String pointer(String key) {
    return SourceMap.child(pointer, key);
  }

  public boolean has(String key) {
    return map.containsKey(key);
  }

  public @Nullable Object get(String key) {
    return map.get(key);
  }

  /** Text; a number or boolean is taken as its text. */
  public @Nullable String text(String key) {
    Object value = map.get(key);
    if (value == null) {
      return null;
    }
    if (value instanceof Map || value instanceof List) {
      wrongType(key, "text", value, "Write text, in quotes if it has special characters.");
      return null;
    }
    return value.toString();
  }

  /** A map of values, empty when absent. */
  @SuppressWarnings("unchecked")
  public Map<String, @Nullable Object> values(String key) {
    Object value = map.get(key);
    if (value == null) {
      return Map.of();
    }
    if (value instanceof Map<?, ?> found) {
      return (Map<String, @Nullable Object>) found;
    }
    wrongType(key, "a map", value, "Write `" + key + ":` with `name: value` lines below it.");
    return Map.of();
  }

  /** A list, empty when absent. */
  public List<?> items(String key) {
    Object value = map.get(key);
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list) {
      return list;
    }
    wrongType(key, "a list", value, "Write `" + key + ":` with `- …` lines below it.");
    return List.of();
  }

  public @Nullable Double number(String key) {
    Object value = map.get(key);
    return switch (value) {
      case null -> null;
      case Number number -> number.doubleValue();
      case String text when isNumber(text) -> Double.valueOf(text.strip());
      default -> {
        wrongType(
            key,
            "a number",
            value,
            key.equals("timeout") ? "Write seconds, as 300." : "Write a number.");
        yield null;
      }
    };
  }

  public double number(String key, double otherwise, double minimum) {
    Double value = number(key);
    if (value == null) {
      return otherwise;
    }
    if (!(value >= minimum) || value.isInfinite()) {
      problems.error(
          "PB0103",
          pointer(key),
          "'%s' is %s (expected: >= %s).".formatted(key, trim(value), trim(minimum)),
          "Write a number from " + trim(minimum) + ".");
      return otherwise;
    }
    return value;
  }

  /** As number, or a template that gives it when it is needed. */
  double amount(String key, double otherwise, double minimum) {
    return isTemplate(key) ? otherwise : number(key, otherwise, minimum);
  }

  /** As whole, or a template that gives it when it is needed. */
  public int wholeAmount(String key, int otherwise, int minimum) {
    return isTemplate(key) ? otherwise : whole(key, otherwise, minimum);
  }

  private boolean isTemplate(String key) {
    if (map.get(key) instanceof String text && ConditionText.isTemplate(text)) {
      problems.amount(pointer(key), text);
      return true;
    }
    return false;
  }

  /** A whole number, at least a minimum. */
  public int whole(String key, int otherwise, int minimum) {
    double value = number(key, otherwise, minimum);
    if (value != Math.rint(value)) {
      problems.error(
          "PB0104",
          pointer(key),
          "'%s' is %s (expected: a whole number).".formatted(key, trim(value)),
          "Write %d or %d.".formatted((int) Math.floor(value), (int) Math.ceil(value)));
      return otherwise;
    }
    return (int) Math.min(value, Integer.MAX_VALUE);
  }

  public boolean flag(String key, boolean otherwise) {
    Object value = map.get(key);
    return switch (value) {
      case null -> otherwise;
      case Boolean flag -> flag;
      case String text when text.matches("(?i)true|yes|on") -> true;
      case String text when text.matches("(?i)false|no|off") -> false;
      case Number number -> number.doubleValue() != 0;
      default -> {
        wrongType(key, "true or false", value, "Write true or false.");
        yield otherwise;
      }
    };
  }

  /** Warns of keys that nobody reads, naming the nearest one that is known. */
  public void warnUnknown(Set<String> known, String where) {
    warnUnknown(known, where, Map.of());
  }

  /**
   * Warns of unknown keys.
   *
   * @param cures what to write instead of keys that are known at another place
   */
  void warnUnknown(Set<String> known, String where, Map<String, String> cures) {
    for (String key : map.keySet()) {
      if (!known.contains(key)) {
        problems.warning(
            "PB0110",
            pointer(key),
            "Unknown key '" + key + "' in " + where + ": it has no effect.",
            cures.containsKey(key)
                ? cures.get(key)
                : ForeignWords.cure(key, known).orElseGet(() -> Nearest.hint(key, known)));
      }
    }
  }

  /** The fields but for some. */
  Map<String, @Nullable Object> without(Set<String> keys) {
    Map<String, @Nullable Object> rest = new LinkedHashMap<>(map);
    rest.keySet().removeAll(keys);
    return rest;
  }

  private void wrongType(String key, String expected, Object found, String cure) {
    problems.error(
        "PB0102",
        pointer(key),
        "'%s' has to be %s, found %s.".formatted(key, expected, describe(found)),
        cure);
  }

  /** A value as a message names it. */
  public static String describe(@Nullable Object value) {
    return switch (value) {
      case null -> "nothing";
      case Map<?, ?> map -> "a map (" + String.join(", ", keys(map)) + ")";
      case List<?> list -> "a list of " + list.size();
      case String text when text.length() > 40 -> "text ('" + text.substring(0, 40) + "…')";
      case String text -> "text ('" + text + "')";
      default -> value.toString();
    };
  }

  private static List<String> keys(Map<?, ?> map) {
    return map.keySet().stream().limit(5).map(String::valueOf).toList();
  }

  private static boolean isNumber(String text) {
    return text.strip().matches("[-+]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d+)?");
  }

  private static String trim(double value) {
    return value == Math.rint(value) && !Double.isInfinite(value)
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
