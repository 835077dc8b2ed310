package io.noetl.camel.api;

import io.noetl.camel.store.IsoTime;
import io.noetl.camel.store.secret.Credential;
import io.noetl.camel.store.secret.CredentialStore;
import io.noetl.camel.store.secret.KnownSecrets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stores credentials, and gives them back without their data unless an administrator asks for it.
 */
public class CredentialApi {
  private final CredentialStore credentials;
  private final KnownSecrets known;

  /**
   * Makes the bean.
   *
   * @param known is told of changes, so that new values are hidden at once
   */
  public CredentialApi(CredentialStore credentials, KnownSecrets known) {
    this.credentials = credentials;
    this.known = known;
  }

  /**
   * {@code POST /api/credentials}: stores one, in the place of one with the same name. Where its
   * type looks like a slip, {@code warnings} has a sentence that says so.
   */
  public Object save(ApiRequest request) {
    request.require(Role.EDITOR);
    Credential saved = store(request.body());
    Map<String, @Nullable Object> reply = shape(saved, null);
    CredentialTypes.doubt(saved.type()).ifPresent(doubt -> reply.put("warnings", List.of(doubt)));
    return reply;
  }

  /** {@code GET /api/credentials?type=&q=}. */
  public Object list(ApiRequest request) {
    request.require(Role.VIEWER);
    String type = request.query("type");
    String text = request.query("q");
    Map<String, @Nullable Object> filter = new LinkedHashMap<>();
    filter.put("type", type);
    filter.put("q", text);
    return Map.of(
        "items",
        credentials.list(type, text).stream().map(found -> shape(found, null)).toList(),
        "filter",
        filter);
  }

  /** {@code GET /api/credentials/{name}?include_data=}. */
  public Object get(ApiRequest request) {
    request.require(Role.VIEWER);
    boolean includeData = request.queryFlag("include_data");
    if (includeData) {
      request.require(Role.ADMIN);
    }
    Credential found = find(request);
    return shape(found, includeData ? credentials.data(found.name()).orElse(null) : null);
  }

  /** {@code DELETE /api/credentials/{name}}. */
  public Object delete(ApiRequest request) {
    request.require(Role.EDITOR);
    Credential found = find(request);
    credentials.delete(found.id());
    Map<String, @Nullable Object> reply = new LinkedHashMap<>();
    reply.put("message", "Credential deleted successfully");
    reply.put("id", String.valueOf(found.id()));
    reply.put("name", found.name());
    return reply;
  }

  Credential store(BodyFields body) {
    String type = body.text("type");
    String alias = body.text("credential_type");
    String name = body.requiredText("name").strip();
    if (name.isEmpty()) {
      throw ApiProblem.field(
          new ApiProblem.FieldError(
              "string_too_short",
              List.of("body", "name"),
              "String should have at least 1 character",
              name));
    }
    Credential saved =
        credentials.save(
            new Credential.Draft(
                name,
                type != null ? type : alias != null ? alias : "generic",
                body.requiredObject("data"),
                body.object("meta"),
                tags(body),
                body.text("description")));
    known.changed();
    return saved;
  }

  private static @Nullable List<String> tags(BodyFields body) {
    if (body.value("tags") instanceof String text) {
      return Arrays.stream(text.split(","))
          .map(String::strip)
          .filter(tag -> !tag.isEmpty())
          .toList();
    }
    List<?> tags = body.list("tags");
    return tags == null ? null : tags.stream().map(String::valueOf).toList();
  }

  private Credential find(ApiRequest request) {
    return credentials
        .find(request.path("name"))
        .orElseThrow(() -> ApiProblem.of(ApiError.NOT_FOUND, "Credential not found"));
  }

  private static Map<String, @Nullable Object> shape(Credential found, @Nullable Object data) {
    Map<String, @Nullable Object> shape = new LinkedHashMap<>();
    shape.put("id", String.valueOf(found.id()));
    shape.put("name", found.name());
    shape.put("meta", found.meta());
    shape.put("tags", found.tags());
    shape.put("description", found.description());
    shape.put("created_at", IsoTime.offset(found.createdAt()));
    shape.put("updated_at", IsoTime.offset(found.updatedAt()));
    shape.put("data", data);
    shape.put("type", found.type());
    return shape;
  }
}
