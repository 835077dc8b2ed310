package io.noetl.camel.execution.approval;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A field of an approval's form.
 *
 * @param name under which its value is in {@code values}
 * @param kind string, text, number, boolean, date, select or file (a reference)
 * @param label for people
 * @param required whether there has to be a value
 * @param otherwise the value where none is given; null for none
 * @param pattern what a text has to match as a whole; null for any
 * @param min the least number, date (as text) or length of a text; null for none
 * @param max the greatest; null for none
 * @param options what may be chosen; empty but for a select
 */
public record FormField(
    String name,
    Kind kind,
    String label,
    boolean required,
    @Nullable Object otherwise,
    @Nullable String pattern,
    @Nullable Object min,
    @Nullable Object max,
    List<Object> options) {
  private static final int LONGEST = 100_000;

  /** What a value is. */
  public enum Kind {
    STRING,
    TEXT,
    NUMBER,
    BOOLEAN,
    DATE,
    SELECT,
    FILE
  }

  /** What is wrong with a value, for a person; null where nothing is. */
  public @Nullable String problem(@Nullable Object value) {
    if (value == null || value.equals("")) {
      return required ? "is missing" : null;
    }
    return switch (kind) {
      case STRING, TEXT, FILE -> ofText(value);
      case NUMBER -> value instanceof Number number ? ofNumber(number) : "should be a number";
      case BOOLEAN -> value instanceof Boolean ? null : "should be true or false";
      case DATE -> ofDate(value);
      case SELECT ->
          options.contains(value) ? null : "should be one of " + String.join(", ", shown());
    };
  }

  private List<String> shown() {
    return options.stream().map(String::valueOf).toList();
  }

  private @Nullable String ofText(Object value) {
    if (!(value instanceof String text)) {
      return "should be a text";
    }
    int length = text.codePointCount(0, text.length());
    if (length > LONGEST || outside(BigDecimal.valueOf(length))) {
      return "should have " + bounds() + " characters";
    }
    return pattern == null || matches(pattern, text) ? null : "should match " + pattern;
  }

  /** A pattern that takes too long on a text does not match it. */
  private static boolean matches(String pattern, String text) {
    try {
      return Pattern.compile(pattern).matcher(new BoundedText(text)).matches();
    } catch (PatternSyntaxException | BoundedText.TooLong | StackOverflowError e) {
      return false;
    }
  }

  private @Nullable String ofNumber(Number number) {
    return outside(new BigDecimal(number.toString())) ? "should be " + bounds() : null;
  }

  private @Nullable String ofDate(Object value) {
    try {
      LocalDate date = LocalDate.parse(String.valueOf(value));
      boolean outside =
          (min != null && date.isBefore(LocalDate.parse(String.valueOf(min))))
              || (max != null && date.isAfter(LocalDate.parse(String.valueOf(max))));
      return outside ? "should be " + bounds() : null;
    } catch (DateTimeParseException e) {
      return "should be a date, as 2026-12-24";
    }
  }

  private boolean outside(BigDecimal value) {
    return (number(min) != null && value.compareTo(Objects.requireNonNull(number(min))) < 0)
        || (number(max) != null && value.compareTo(Objects.requireNonNull(number(max))) > 0);
  }

  private static @Nullable BigDecimal number(@Nullable Object bound) {
    return bound instanceof Number number ? new BigDecimal(number.toString()) : null;
  }

  private String bounds() {
    return min == null
        ? "at most " + max
        : max == null ? "at least " + min : "from " + min + " to " + max;
  }

  /** As people and consoles read it. */
  Map<String, @Nullable Object> json() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("name", name);
    json.put("kind", kind.name().toLowerCase(java.util.Locale.ROOT));
    json.put("label", label);
    json.put("required", required);
    json.put("default", otherwise);
    json.put("pattern", pattern);
    json.put("min", min);
    json.put("max", max);
    json.put("options", options);
    return json;
  }
}
