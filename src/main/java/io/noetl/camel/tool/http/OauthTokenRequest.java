package io.noetl.camel.tool.http;

import io.noetl.camel.tool.CallFields;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.credential.OpenCredential;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks a token endpoint for a token: a form with {@code grant_type=client_credentials}, client id
 * and secret in it, or in the Authorization header where the credential has {@code client_auth:
 * basic}; {@code scope}, {@code audience} and {@code resource} go along.
 */
final class OauthTokenRequest {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration DEFAULT_LIFE = Duration.ofMinutes(5);
  private static final int TOKEN_BYTES = 1 << 20;
  private static final String FORM = "application/x-www-form-urlencoded";

  private final HttpSender sender;

  OauthTokenRequest(HttpSender sender) {
    this.sender = sender;
  }

  OauthTokens.Token send(OpenCredential credential, HttpOptions options)
      throws ToolFailure, InterruptedException {
    HttpRequest request = request(credential, options);
    return sender.send(
        request,
        reply -> {
          Map<String, @Nullable Object> answer =
              CallFields.asMap(
                  ResponseBody.read(reply, TOKEN_BYTES, ResponseBody.Type.GIVEN).data());
          String token = answer == null ? null : new CallFields(answer).text("access_token");
          if (answer == null || token == null || reply.status() >= 300) {
            throw new ToolFailure(
                "TL0206",
                "AuthError",
                "%s gave no access_token for credential '%s': status %d%s"
                    .formatted(request.shown(), credential.name(), reply.status(), error(answer)));
          }
          return new OauthTokens.Token(token, life(answer.get("expires_in")));
        });
  }

  private static HttpRequest request(OpenCredential credential, HttpOptions options)
      throws ToolFailure {
    String id = HttpAuth.required(credential, "client_id");
    String secret = HttpAuth.required(credential, "client_secret");
    Map<String, @Nullable Object> form = new LinkedHashMap<>();
    Map<String, @Nullable Object> headers = new LinkedHashMap<>();
    form.put("grant_type", "client_credentials");
    headers.put("Content-Type", FORM);
    headers.put("Accept", "application/json");
    if ("basic".equals(credential.text("client_auth"))) {
      headers.put("Authorization", HttpAuth.basic(id, secret));
    } else {
      form.put("client_id", id);
      form.put("client_secret", secret);
    }
    for (String field : new String[] {"scope", "audience", "resource"}) {
      form.put(field, credential.text(field));
    }
    String url = HttpAuth.tokenUrl(credential);
    return new HttpRequest(
        "POST",
        HttpUrl.of(url == null ? HttpAuth.required(credential, "token_url") : url, Map.of()).uri(),
        HttpHeaders.of(headers),
        RequestBody.of(form, FORM),
        TIMEOUT,
        options,
        Set.of(),
        true);
  }

  private static String error(@Nullable Map<String, @Nullable Object> answer) {
    String error =
        answer == null
            ? null
            : new CallFields(answer).text("error_description", "error", "message");
    return error == null ? "" : ", " + error;
  }

  private static Duration life(@Nullable Object expiresIn) {
    try {
      return expiresIn == null
          ? DEFAULT_LIFE
          : Duration.ofSeconds(new BigDecimal(expiresIn.toString()).longValue());
    } catch (NumberFormatException e) {
      return DEFAULT_LIFE;
    }
  }
}
