package io.noetl.camel.api.view;

import io.noetl.camel.api.ApiError;
import io.noetl.camel.api.ApiProblem;
import io.noetl.camel.api.ApiReply;
import io.noetl.camel.api.ApiRequest;
import io.noetl.camel.api.BodyFields;
import io.noetl.camel.api.Role;
import io.noetl.camel.store.ExecutionQueries;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.search.StoredValues;
import io.noetl.camel.store.secret.KnownSecrets;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows values in parts, however big they are: a part is found by its JSON pointer. */
public class ValueApi {
  private static final List<String> KINDS = List.of("payload", "result", "step", "item", "event");
  private static final int MOST_ENTRIES = 1000;

  private final ExecutionQueries executions;
  private final StoredValues values;
  private final KnownSecrets secrets;
  private final Json json;

  /**
   * Makes the bean.
   *
   * @param secrets hides stored secrets that a value holds
   */
  public ValueApi(
      ExecutionQueries executions, StoredValues values, KnownSecrets secrets, Json json) {
    this.executions = executions;
    this.values = values;
    this.secrets = secrets;
    this.json = json;
  }

  /**
   * {@code GET
   * /api/executions/{id}/value?of=payload|result|step|item|event&name=&item=&pointer=&offset=&limit=&download=}:
   * a part of a value, cut where it is long; the whole as a file where it downloads.
   */
  public Object value(ApiRequest request) {
    request.require(Role.VIEWER);
    long id = request.id("id");
    String of = request.query("of") == null ? "result" : request.query("of");
    InputStream content =
        open(request, id, String.valueOf(of))
            .orElseThrow(
                () ->
                    ApiProblem.of(
                        ApiError.NOT_FOUND,
                        "Execution %d has no such value: %s"
                            .formatted(id, described(request, of))));
    if (request.queryFlag("download")) {
      return new ApiReply(
          200,
          ApiReply.JSON,
          Map.of("Content-Disposition", "attachment; filename=\"" + of + "-" + id + ".json\""),
          content);
    }
    return preview(request, content);
  }

  private Object preview(ApiRequest request, InputStream content) {
    String pointer = request.query("pointer");
    int offset = request.queryInt("offset", 0, 0, Integer.MAX_VALUE);
    int limit = request.queryInt("limit", 100, 1, MOST_ENTRIES);
    try (InputStream open = content) {
      JsonPart part =
          JsonPart.read(open, pointer == null ? "" : pointer, offset, limit)
              .orElseThrow(
                  () ->
                      ApiProblem.of(
                          ApiError.NOT_FOUND, "Nothing stands at the pointer " + pointer));
      Map<String, @Nullable Object> reply = new LinkedHashMap<>();
      reply.put("pointer", pointer == null ? "" : pointer);
      reply.put("type", part.type());
      reply.put("value", part.value());
      reply.put("offset", offset);
      reply.put("has_more", part.hasMore());
      reply.put("cut", part.cut());
      return secrets.mask().object(reply);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<InputStream> open(ApiRequest request, long id, String of) {
    return switch (of) {
      case "payload" ->
          executions
              .status(id)
              .map(
                  found ->
                      new ByteArrayInputStream(
                          json.write(secrets.mask().object(executions.payload(id)))
                              .getBytes(StandardCharsets.UTF_8)));
      case "result" -> values.result(id);
      case "step" -> values.step(id, name(request));
      case "item" ->
          values.item(id, name(request), request.queryInt("item", 0, 0, Integer.MAX_VALUE));
      case "event" ->
          values.event(
              id,
              BodyFields.parseLong(name(request))
                  .orElseThrow(() -> wrong("name", "an event's id", name(request))));
      default -> throw wrong("of", "one of " + String.join(", ", KINDS), of);
    };
  }

  private static String name(ApiRequest request) {
    String name = request.query("name");
    if (name == null) {
      throw wrong("name", "a step's name or an event's id", "");
    }
    return name;
  }

  private static String described(ApiRequest request, @Nullable String of) {
    return request.query("name") == null ? String.valueOf(of) : of + " " + request.query("name");
  }

  private static ApiProblem wrong(String name, String expected, String input) {
    return ApiProblem.field(
        new ApiProblem.FieldError(
            "value_error", List.of("query", name), "Input should be " + expected, input));
  }
}
