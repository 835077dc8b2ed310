package io.noetl.camel.tool;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tool's fields, read with the type that each must have.
 *
 * @param values the fields, rendered
 */
public record CallFields(Map<String, @Nullable Object> values) {

  private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000L);

  /** The fields of a call; where an argument has the name of a field it wins. */
  public static CallFields of(ToolCall call) {
    return new CallFields(call.config()).over(call.args());
  }

  /** These fields with others laid over them. */
  public CallFields over(Map<String, @Nullable Object> others) {
    Map<String, @Nullable Object> merged = new LinkedHashMap<>(values);
    merged.putAll(others);
    return new CallFields(merged);
  }

  /** The first of the fields that is there and not null. */
  public @Nullable Object first(String... names) {
    for (String name : names) {
      Object value = values.get(name);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  /** The first of the fields that is there, as text; blank counts as absent. */
  public @Nullable String text(String... names) {
    for (String name : names) {
      Object value = values.get(name);
      if (value != null && !value.toString().isBlank()) {
        return value.toString();
      }
    }
    return null;
  }

  /** A field that must be there. */
  public String required(String tool, String... names) throws ToolFailure {
    String value = text(names);
    if (value == null) {
      throw wrong("%s: %s is missing".formatted(tool, String.join(" or ", names)));
    }
    return value;
  }

  /** A field that is true or false: a boolean, or its name as a template renders it. */
  public boolean flag(String name, boolean otherwise) throws ToolFailure {
    Object value = values.get(name);
    return switch (value) {
      case null -> otherwise;
      case Boolean b -> b;
      default ->
          switch (value.toString().strip().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "1" -> true;
            case "false", "no", "off", "0", "" -> false;
            default -> throw wrong("%s: %s (expected: true or false)".formatted(name, value));
          };
    };
  }

  /** A number of seconds. */
  public Duration seconds(String name, Duration otherwise) throws ToolFailure {
    Object value = values.get(name);
    if (value == null || value.toString().isBlank()) {
      return otherwise;
    }
    try {
      BigDecimal seconds = new BigDecimal(value.toString().strip());
      if (seconds.signum() > 0) {
        return Duration.ofNanos(seconds.multiply(NANOS).longValueExact());
      }
    } catch (ArithmeticException | NumberFormatException e) {
      // the message below says what is expected
    }
    throw wrong("%s: %s (expected: a number of seconds > 0)".formatted(name, value));
  }

  /** A whole number above zero. */
  public int count(String name, int otherwise) throws ToolFailure {
    Object value = values.get(name);
    if (value == null || value.toString().isBlank()) {
      return otherwise;
    }
    try {
      int count = new BigDecimal(value.toString().strip()).intValueExact();
      if (count > 0) {
        return count;
      }
    } catch (ArithmeticException | NumberFormatException e) {
      // the message below says what is expected
    }
    throw wrong("%s: %s (expected: a whole number > 0)".formatted(name, value));
  }

  /** A field that is a map; text that is a JSON object is taken as one. Empty where absent. */
  public Map<String, @Nullable Object> map(String name) throws ToolFailure {
    Object value = values.get(name);
    if (value == null || "".equals(value)) {
      return Map.of();
    }
    Map<String, @Nullable Object> map = asMap(value);
    if (map == null) {
      throw wrong("%s: %s (expected: a map)".formatted(name, kindOf(value)));
    }
    return map;
  }

  /** A value as a map with text keys; null where it is none. */
  public static @Nullable Map<String, @Nullable Object> asMap(@Nullable Object value) {
    if (value instanceof String text && text.stripLeading().startsWith("{")) {
      return ToolJson.parseOrText(text) instanceof Map<?, ?> map ? asMap(map) : null;
    }
    if (!(value instanceof Map<?, ?> map)) {
      return null;
    }
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    map.forEach((key, item) -> copy.put(String.valueOf(key), item));
    return copy;
  }

  /** What a value is, in the words of a message: never the value itself. */
  public static String kindOf(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case Map<?, ?> map -> "a map";
      case List<?> list -> "a list";
      case String text -> "text";
      case Boolean flag -> "a boolean";
      case Number number -> "a number";
      default -> value.getClass().getSimpleName();
    };
  }

  private static ToolFailure wrong(String message) {
    return new ToolFailure("TL0010", "ConfigError", message);
  }
}
