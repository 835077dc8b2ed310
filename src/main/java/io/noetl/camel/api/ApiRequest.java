package io.noetl.camel.api;

import io.noetl.camel.store.Json;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A request as the API's beans see it: the caller, and the parts of the request that they ask for.
 */
public final class ApiRequest {
  private final @Nullable Caller caller;
  private final String method;
  private final Map<String, String> pathVariables;
  private final Map<String, String> query;
  private final Map<String, String> headers;
  private final String body;
  private final Json json;

  /**
   * Makes a request.
   *
   * @param caller null for an anonymous one
   * @param method the HTTP method
   * @param pathVariables what stands in the place of the route's names in braces
   * @param query the query parameters, the first where one is repeated
   * @param headers the few that matter, by their lower-case names
   * @param body the body's text; empty for none
   */
  public ApiRequest(
      @Nullable Caller caller,
      String method,
      Map<String, String> pathVariables,
      Map<String, String> query,
      Map<String, String> headers,
      String body,
      Json json) {
    this.caller = caller;
    this.method = method;
    this.pathVariables = Map.copyOf(pathVariables);
    this.query = Map.copyOf(query);
    this.headers = Map.copyOf(headers);
    this.body = body;
    this.json = json;
  }

  /**
   * The caller, who must have a role.
   *
   * @throws ApiProblem when it has not
   */
  public Caller require(Role role) {
    if (caller == null) {
      throw ApiProblem.of(
          ApiError.UNAUTHENTICATED, "Authentication is required: send Authorization: Bearer <key>");
    }
    if (!caller.role().includes(role)) {
      throw ApiProblem.of(
          ApiError.FORBIDDEN,
          "The role %s may not do this (expected: %s or higher)"
              .formatted(name(caller.role()), name(role)));
    }
    return caller;
  }

  /** The caller, where the request is not an anonymous one. */
  public Optional<Caller> caller() {
    return Optional.ofNullable(caller);
  }

  /** Whether the method is one that changes something. */
  public boolean changes() {
    return !method.equals("GET");
  }

  /** What the request is about, for the audit log: what its path names, else its body. */
  public @Nullable String target() {
    if (!pathVariables.isEmpty()) {
      return String.join("/", new TreeMap<>(pathVariables).values());
    }
    try {
      BodyFields fields = bodyOrEmpty();
      return Stream.of("name", "path", "catalog_id", "credential", "database")
          .flatMap(name -> Stream.ofNullable(fields.value(name)))
          .map(value -> value.toString().substring(0, Math.min(200, value.toString().length())))
          .findFirst()
          .orElse(null);
    } catch (ApiProblem e) {
      return null;
    }
  }

  /** Whether the caller has a role. */
  public boolean has(Role role) {
    return caller != null && caller.role().includes(role);
  }

  /** A part of the path. */
  public String path(String name) {
    String value = pathVariables.get(name);
    if (value == null) {
      throw new IllegalStateException("The route has no {" + name + "}");
    }
    return withoutNul("path", name, value);
  }

  /** A part of the path that is an id. */
  public long id(String name) {
    return BodyFields.parseLong(path(name))
        .orElseThrow(
            () -> ApiProblem.field(BodyFields.notAnInteger(List.of("path", name), path(name))));
  }

  /** A query parameter; null when it is absent or empty. */
  public @Nullable String query(String name) {
    String value = query.get(name);
    return value == null || value.isBlank() ? null : withoutNul("query", name, value.strip());
  }

  /** A query parameter as it is given, be it empty; null when it is absent. */
  public @Nullable String given(String name) {
    String value = query.get(name);
    return value == null ? null : withoutNul("query", name, value.strip());
  }

  /** All query parameters. */
  public Map<String, String> query() {
    return query;
  }

  /** A query parameter that is a whole number within bounds. */
  public int queryInt(String name, int otherwise, int min, int max) {
    String text = given(name);
    if (text == null) {
      return otherwise;
    }
    Optional<Long> number = BodyFields.parseLong(text).filter(n -> n >= min && n <= max);
    return number
        .orElseThrow(
            () -> ApiProblem.field(BodyFields.outOfRange(List.of("query", name), text, min, max)))
        .intValue();
  }

  /** A query parameter that is an id; null when it is absent. */
  public @Nullable Long queryId(String name) {
    String text = given(name);
    if (text == null) {
      return null;
    }
    return BodyFields.parseLong(text)
        .orElseThrow(() -> ApiProblem.field(BodyFields.notAnInteger(List.of("query", name), text)));
  }

  /** A query parameter that is a time with its offset; null when it is absent. */
  public @Nullable Instant queryTime(String name) {
    String text = given(name);
    if (text == null) {
      return null;
    }
    return BodyFields.parseTime(text)
        .orElseThrow(() -> ApiProblem.field(BodyFields.notATime(List.of("query", name), text)));
  }

  /** A query parameter that is true or false, false when it is absent. */
  public boolean queryFlag(String name) {
    String text = given(name);
    return switch (text == null ? "false" : text.toLowerCase(Locale.ROOT)) {
      case "true", "1", "yes", "on" -> true;
      case "false", "0", "no", "off" -> false;
      default ->
          throw ApiProblem.field(
              new ApiProblem.FieldError(
                  "bool_parsing", List.of("query", name), "Input should be a valid boolean", text));
    };
  }

  /** A header; null when it is absent. */
  public @Nullable String header(String name) {
    return headers.get(name.toLowerCase(Locale.ROOT));
  }

  /** All headers that are known here, by their lower-case names. */
  Map<String, String> headers() {
    return headers;
  }

  /** The body's text, as it was sent. */
  String text() {
    return body;
  }

  /**
   * The body, a JSON object.
   *
   * @throws ApiProblem when it is anything else
   */
  public BodyFields body() {
    if (body.isBlank()) {
      throw ApiProblem.field(BodyFields.missing(List.of("body"), null));
    }
    return BodyFields.parse(body, json);
  }

  /** The body, or an empty object where there is none. */
  public BodyFields bodyOrEmpty() {
    return body.isBlank() ? new BodyFields(Map.of()) : BodyFields.parse(body, json);
  }

  /** PostgreSQL's texts can't hold U+0000, so that nothing is named so. */
  private static String withoutNul(String place, String name, String value) {
    if (value.indexOf('\0') >= 0) {
      throw ApiProblem.field(
          new ApiProblem.FieldError(
              "string_type", List.of(place, name), "Input should not contain U+0000", value));
    }
    return value;
  }

  private static String name(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }
}
