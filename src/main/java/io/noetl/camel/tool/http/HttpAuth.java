package io.noetl.camel.tool.http;

import io.noetl.camel.execution.net.HostPort;
import io.noetl.camel.tool.CallFields;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.credential.OpenCredential;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What credentials add to a request. */
final class HttpAuth {

  // credentials of other services may stand in a step's auth for its templates
  private static final Set<String> OTHER_SERVICES =
      Set.of("postgres", "gcs", "s3", "azure", "hmac", "snowflake");

  private final OauthTokens tokens;

  HttpAuth(OauthTokens tokens) {
    this.tokens = tokens;
  }

  /**
   * Headers and query parameters of credentials.
   *
   * @param headers the headers to send
   * @param params the query parameters to send
   */
  record Additions(Map<String, @Nullable Object> headers, Map<String, @Nullable Object> params) {}

  Additions of(Map<String, OpenCredential> credentials, HttpOptions options)
      throws ToolFailure, InterruptedException {
    Additions additions = new Additions(new LinkedHashMap<>(), new LinkedHashMap<>());
    for (OpenCredential credential : credentials.values()) {
      if (!OTHER_SERVICES.contains(credential.service())) {
        add(credential, additions, options);
      }
    }
    return additions;
  }

  /** The servers that credentials for http name, as far as they are stored ones. */
  static Set<HostPort> servers(Map<String, OpenCredential> credentials) {
    return credentials.values().stream()
        .filter(credential -> !OTHER_SERVICES.contains(credential.service()))
        .flatMap(credential -> credential.servers().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  private void add(OpenCredential credential, Additions additions, HttpOptions options)
      throws ToolFailure, InterruptedException {
    switch (scheme(credential)) {
      case "bearer" ->
          additions.headers.put(
              "Authorization",
              "Bearer " + required(credential, "token", "access_token", "value", "api_key"));
      case "basic" ->
          additions.headers.put(
              "Authorization",
              basic(
                  required(credential, "username", "user"),
                  required(credential, "password", "pass", "value")));
      case "api_key" -> apiKey(credential, additions);
      case "header" -> header(credential, additions);
      case "oauth2_client_credentials" ->
          additions.headers.put("Authorization", "Bearer " + tokens.of(credential, options));
      default ->
          throw new ToolFailure(
              "TL0202",
              "ConfigError",
              ("credential '%s' of type '%s' authenticates no http request (expected: bearer,"
                      + " basic, api_key, header or oauth2_client_credentials)")
                  .formatted(credential.name(), credential.type()));
    }
  }

  /** The value of an Authorization header. */
  static String basic(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  private static String scheme(OpenCredential credential) {
    String type = credential.type().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    return switch (type) {
      case "bearer", "httpbearerauth", "bearertoken", "token" -> "bearer";
      case "basic", "httpbasicauth", "basicauth" -> "basic";
      case "apikey", "httpapikey" -> "api_key";
      case "header", "headers", "httpheaderauth" -> "header";
      case "oauth2clientcredentials", "oauth2", "clientcredentials" -> "oauth2_client_credentials";
      default -> inferred(credential);
    };
  }

  private static String inferred(OpenCredential credential) {
    if (credential.text("token", "access_token") != null) {
      return "bearer";
    }
    if (credential.text("client_id") != null && tokenUrl(credential) != null) {
      return "oauth2_client_credentials";
    }
    if (credential.text("username", "user") != null && credential.text("password") != null) {
      return "basic";
    }
    return credential.text("api_key") == null ? credential.type() : "api_key";
  }

  static @Nullable String tokenUrl(OpenCredential credential) {
    return credential.text("token_url", "token_uri", "endpoint", "url");
  }

  private static void apiKey(OpenCredential credential, Additions additions) throws ToolFailure {
    String value = credential.text("api_key", "value", "token");
    String name = credential.text("header_name", "header", "name", "param_name");
    if (value == null) {
      value = required(credential, "key");
    } else if (name == null) {
      name = credential.text("key");
    }
    boolean query = "query".equals(credential.text("in", "location"));
    (query ? additions.params : additions.headers)
        .put(name != null ? name : query ? "api_key" : "X-API-Key", value);
  }

  private static void header(OpenCredential credential, Additions additions) throws ToolFailure {
    String name = credential.text("header_name", "name");
    String value = credential.text("value");
    Map<String, @Nullable Object> nested = CallFields.asMap(credential.data().get("headers"));
    if (name != null && value != null) {
      additions.headers.put(name, value);
    } else {
      additions.headers.putAll(nested == null ? credential.data() : nested);
    }
  }

  static String required(OpenCredential credential, String... fields) throws ToolFailure {
    String value = credential.text(fields);
    if (value == null) {
      throw new ToolFailure(
          "TL0202",
          "ConfigError",
          "credential '%s' of type '%s' has no field %s"
              .formatted(credential.name(), credential.type(), String.join(" or ", fields)));
    }
    return value;
  }
}
