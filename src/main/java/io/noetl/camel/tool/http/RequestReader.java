package io.noetl.camel.tool.http;

import io.noetl.camel.execution.profile.ExecutionProfile;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.credential.AuthFields;
import io.noetl.camel.tool.credential.CredentialResolver;
import io.noetl.camel.tool.credential.OpenCredential;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/** Reads the request of a call. */
final class RequestReader {

  private static final int SHORTEST_SECRET = 4;

  private final CredentialResolver credentials;
  private final HttpAuth auth;
  private final HttpLimits limits;

  RequestReader(CredentialResolver credentials, HttpAuth auth, HttpLimits limits) {
    this.credentials = credentials;
    this.auth = auth;
    this.limits = limits;
  }

  HttpRequest read(ToolCall call) throws ToolFailure, InterruptedException {
    RequestFields request = RequestFields.of(call);
    Map<String, OpenCredential> used = credentials(call);
    HttpOptions options = HttpOptions.of(request.fields(), HttpAuth.servers(used), call.profile());
    HttpAuth.Additions additions = auth.of(used, options);

    Map<String, @Nullable Object> query = request.query();
    query.putAll(additions.params());
    HttpUrl url = HttpUrl.of(request.fields().required("http", "endpoint", "url"), query);

    Map<String, String> headers = HttpHeaders.of(additions.headers());
    if (url.userInfo() != null) {
      headers.putIfAbsent("Authorization", basic(url.userInfo()));
    }
    headers.put("Idempotency-Key", call.idempotencyKey());
    headers.put("Accept", "*/*");
    if (call.origin().traceparent() != null) {
      headers.put("traceparent", call.origin().traceparent());
    }
    // what the playbook writes out wins
    headers.putAll(HttpHeaders.of(request.fields().map("headers")));
    if (request.fields().first("form") != null) {
      headers.putIfAbsent("Content-Type", "application/x-www-form-urlencoded");
    }

    HttpEntity body = body(request, headers.get("Content-Type"));
    if (body != null && body.getContentType() != null) {
      // a multipart type comes back with its boundary
      headers.put("Content-Type", body.getContentType());
    }
    return new HttpRequest(
        request.method(),
        url.uri(),
        headers,
        body,
        request.fields().seconds("timeout", limits.timeout()),
        options,
        secret(headers, additions, used),
        false);
  }

  /** The headers that credentials have made, or whose values hold a part of one. */
  private static Set<String> secret(
      Map<String, String> headers, HttpAuth.Additions additions, Map<String, OpenCredential> used) {
    Set<String> secret = new HashSet<>(additions.headers().keySet());
    headers.forEach(
        (name, value) -> {
          boolean holds =
              used.values().stream()
                  .flatMap(credential -> credential.data().values().stream())
                  .filter(String.class::isInstance)
                  .map(String.class::cast)
                  .anyMatch(part -> part.length() >= SHORTEST_SECRET && value.contains(part));
          if (holds) {
            secret.add(name);
          }
        });
    return secret;
  }

  /** {@code auth} for the templates of a request. */
  Map<String, @Nullable Object> names(
      Supplier<@Nullable Object> spec,
      Supplier<Map<String, @Nullable Object>> context,
      ExecutionProfile profile) {
    return Map.of("auth", new AuthFields(credentials, spec, context, profile));
  }

  /** The credentials of a call by alias; empty where it has none. */
  Map<String, OpenCredential> credentials(ToolCall call) throws ToolFailure {
    Object spec = CredentialResolver.specOf(call);
    return spec == null || "".equals(spec)
        ? Map.of()
        : credentials.resolve(spec, call.context(), call.profile());
  }

  private static @Nullable HttpEntity body(RequestFields request, @Nullable String contentType)
      throws ToolFailure {
    Object value = request.body();
    if (request.hasBody()) {
      return RequestBody.of(value == null ? Map.of() : value, contentType);
    }
    if (value == null) {
      return null;
    }
    if (!request.mayHaveBody()) {
      throw new ToolFailure(
          "TL0201",
          "ConfigError",
          "a body with method: %s, which has none (expected: POST, PUT, PATCH, DELETE or GET; or params for the query)"
              .formatted(request.method()));
    }
    return RequestBody.of(value, contentType);
  }

  private static String basic(String userInfo) {
    String plain = URLDecoder.decode(userInfo.replace("+", "%2B"), StandardCharsets.UTF_8);
    int colon = plain.indexOf(':');
    return colon < 0
        ? HttpAuth.basic(plain, "")
        : HttpAuth.basic(plain.substring(0, colon), plain.substring(colon + 1));
  }
}
