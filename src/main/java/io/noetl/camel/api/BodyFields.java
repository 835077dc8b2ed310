package io.noetl.camel.api;

import io.noetl.camel.api.ApiProblem.FieldError;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.JsonLike;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The members of a request body by type. A member that has another type refuses the request, in the
 * form that NoETL's clients parse; null is the same as absent; unknown members are ignored.
 */
public final class BodyFields {
  /** Beyond it, a double does not hold every whole number. */
  private static final double MAX_EXACT = 1L << 53;

  private static final int LONGEST_NAME = 200;
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

  private final Map<String, ? extends @Nullable Object> members;

  BodyFields(Map<String, ? extends @Nullable Object> members) {
    this.members = members;
  }

  static BodyFields parse(String body, Json json) {
    Object value;
    try {
      value = json.readStrictly(body);
    } catch (Json.Malformed e) {
      throw ApiProblem.of(ApiError.MALFORMED, "JSON decode error: " + e.getMessage());
    }
    if (value instanceof Map<?, ?> map) {
      return new BodyFields(JsonLike.object(map));
    }
    throw ApiProblem.field(
        new FieldError(
            "model_attributes_type", List.of("body"), "Input should be a valid dictionary", value));
  }

  /** Whether a member is there and not null. */
  public boolean has(String name) {
    return members.get(name) != null;
  }

  /** Whether a member is there, be it null. */
  boolean names(String name) {
    return members.containsKey(name);
  }

  /** All members. */
  public Map<String, @Nullable Object> all() {
    return new LinkedHashMap<>(members);
  }

  /** Any value; null when it is absent. */
  public @Nullable Object value(String name) {
    return members.get(name);
  }

  /** Text that must be there. */
  public String requiredText(String name) {
    String text = text(name);
    if (text == null) {
      throw ApiProblem.field(missing(List.of("body", name), members));
    }
    return text;
  }

  /**
   * A name that must be there: it stands in lists, logs and on terminals, so that it has no control
   * characters (line feeds, escapes) and none that are not seen (direction marks, separators).
   */
  public String requiredName(String name) {
    String text = requiredText(name);
    if (text.isBlank() || text.length() > LONGEST_NAME || UNSEEN.matcher(text).find()) {
      throw wrong(
          "string_pattern_mismatch",
          name,
          "name of 1 to " + LONGEST_NAME + " characters, without control characters",
          text);
    }
    return text;
  }

  /** Text without U+0000, which PostgreSQL's texts can't hold; null when it is absent. */
  public @Nullable String text(String name) {
    return switch (members.get(name)) {
      case null -> null;
      case String text when text.indexOf('\0') < 0 -> text;
      case Object other -> throw wrong("string_type", name, "string", other);
    };
  }

  /** Text; a number is taken for its digits. */
  public @Nullable String scalar(String name) {
    return switch (members.get(name)) {
      case null -> null;
      case String text -> text;
      case Number number -> number.toString();
      case Object other -> throw wrong("string_type", name, "string", other);
    };
  }

  /** An object that must be there. */
  public Map<String, @Nullable Object> requiredObject(String name) {
    Map<String, @Nullable Object> object = object(name);
    if (object == null) {
      throw ApiProblem.field(missing(List.of("body", name), members));
    }
    return object;
  }

  /** An object; null when it is absent. */
  public @Nullable Map<String, @Nullable Object> object(String name) {
    return switch (members.get(name)) {
      case null -> null;
      case Map<?, ?> map -> JsonLike.object(map);
      case Object other -> throw wrong("dict_type", name, "dictionary", other);
    };
  }

  /** A list; null when it is absent. */
  public @Nullable List<? extends @Nullable Object> list(String name) {
    return switch (members.get(name)) {
      case null -> null;
      case List<?> list -> list;
      case Object other -> throw wrong("list_type", name, "list", other);
    };
  }

  /** An id, as a number or its digits; null when it is absent. */
  public @Nullable Long id(String name) {
    return switch (members.get(name)) {
      case null -> null;
      case Long number -> number;
      case Double number when number == Math.rint(number) && Math.abs(number) < MAX_EXACT ->
          number.longValue();
      case String text when parseLong(text).isPresent() -> parseLong(text).get();
      case Object other -> throw ApiProblem.field(notAnInteger(List.of("body", name), other));
    };
  }

  /** A whole number within bounds. */
  public int integer(String name, int otherwise, int min, int max) {
    Long number = id(name);
    if (number == null) {
      return otherwise;
    }
    if (number < min || number > max) {
      throw ApiProblem.field(outOfRange(List.of("body", name), number, min, max));
    }
    return number.intValue();
  }

  /** True or false. */
  public boolean flag(String name, boolean otherwise) {
    return switch (members.get(name)) {
      case null -> otherwise;
      case Boolean flag -> flag;
      case Object other -> throw wrong("bool_type", name, "boolean", other);
    };
  }

  /** A version of a catalog entry; null for the latest. */
  public @Nullable Integer version(String name) {
    return parseVersion(members.get(name), List.of("body", name));
  }

  /** The version that a value names; null for the latest. */
  public static @Nullable Integer parseVersion(@Nullable Object value, List<Object> loc) {
    if (value == null || value.equals("latest") || value.equals("")) {
      return null;
    }
    return parseLong(value.toString())
        .filter(number -> number > 0 && number <= Integer.MAX_VALUE)
        .map(Long::intValue)
        .orElseThrow(
            () ->
                ApiProblem.field(
                    new FieldError(
                        "int_parsing",
                        loc,
                        "Input should be a version number or 'latest'",
                        value)));
  }

  /** The whole number that a text is; empty for anything else. */
  public static Optional<Long> parseLong(String text) {
    try {
      return Optional.of(Long.valueOf(text.strip()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  static FieldError missing(List<Object> loc, @Nullable Object input) {
    return new FieldError("missing", loc, "Field required", input);
  }

  /** A time with its offset; empty for anything else. */
  public static Optional<Instant> parseTime(String text) {
    try {
      // A plus sign in a query is a space.
      return Optional.of(OffsetDateTime.parse(text.replace(' ', '+')).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Says how a time is written. */
  public static FieldError notATime(List<Object> loc, Object input) {
    return new FieldError(
        "value_error",
        loc,
        "Input should be a time with its offset, as 2026-11-24T10:00:00Z",
        input);
  }

  static FieldError notAnInteger(List<Object> loc, Object input) {
    return new FieldError(
        "int_parsing",
        loc,
        "Input should be a valid integer, unable to parse string as an integer",
        input);
  }

  static FieldError outOfRange(List<Object> loc, Object input, int min, int max) {
    return new FieldError(
        "int_range", loc, "Input should be an integer from " + min + " to " + max, input);
  }

  private static ApiProblem wrong(String type, String name, String expected, Object input) {
    return ApiProblem.field(
        new FieldError(type, List.of("body", name), "Input should be a valid " + expected, input));
  }
}
