package io.noetl.camel.app;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import io.noetl.camel.store.Json;
import io.noetl.camel.testing.EchoServer;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** An OpenID Connect provider on loopback: it gives out codes, and ID tokens for them. */
final class SignInProvider implements AutoCloseable {
  static final String CLIENT = "noetl-console";
  static final String SECRET = "shared with the provider alone";

  private final EchoServer server = new EchoServer();
  private final RSAKey key = key();
  private final Map<String, Issued> codes = new HashMap<>();

  /** Those who asked for a token in a way that is not right. */
  final List<String> refused = new ArrayList<>();

  private record Issued(String challenge, String redirect, JWTClaimsSet claims, RSAKey key) {}

  SignInProvider() {
    server.on(
        "/.well-known/openid-configuration",
        200,
        "application/json",
        new Json()
            .write(
                Map.of(
                    "issuer",
                    issuer(),
                    "authorization_endpoint",
                    server.url("/authorize"),
                    "token_endpoint",
                    server.url("/token"),
                    "jwks_uri",
                    server.url("/keys"),
                    "userinfo_endpoint",
                    server.url("/userinfo"),
                    "subject_types_supported",
                    List.of("public"),
                    "response_types_supported",
                    List.of("code"),
                    "id_token_signing_alg_values_supported",
                    List.of("RS256"))));
    server.on("/keys", 200, "application/json", new JWKSet(key).toString(true));
    server.on("/token", this::token);
  }

  String issuer() {
    return server.url("");
  }

  boolean wasAskedFor(String path) {
    return server.requests.stream().anyMatch(request -> request.contains(path));
  }

  /**
   * A person signs in at the provider.
   *
   * @param asked what the server sent the browser with
   * @param claims what the ID token says other than it should
   */
  synchronized String code(
      Map<String, String> asked, UnaryOperator<JWTClaimsSet.Builder> claims, boolean ourKey) {
    Instant now = Instant.now();
    JWTClaimsSet.Builder builder =
        new JWTClaimsSet.Builder()
            .subject("ada")
            .issuer(issuer())
            .audience(CLIENT)
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plusSeconds(300)))
            .claim("nonce", asked.get("nonce"))
            .claim("roles", List.of("noetl-editor"));
    String code = "code-" + codes.size();
    codes.put(
        code,
        new Issued(
            asked.getOrDefault("code_challenge", ""),
            asked.getOrDefault("redirect_uri", ""),
            claims.apply(builder).build(),
            ourKey ? key : key()));
    return code;
  }

  String codeForAnIdTokenThatIsANumber() {
    return "number";
  }

  private synchronized void token(HttpExchange exchange) throws IOException {
    Map<String, String> form =
        parameters(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    String basic =
        "Basic "
            + Base64.getEncoder()
                .encodeToString(
                    (CLIENT + ":" + SECRET.replace(' ', '+')).getBytes(StandardCharsets.UTF_8));
    String code = form.getOrDefault("code", "");
    if (code.equals(codeForAnIdTokenThatIsANumber())) {
      EchoServer.answer(
          exchange,
          200,
          "application/json",
          "{\"access_token\": \"opaque\", \"token_type\": \"Bearer\", \"id_token\": 1}");
      return;
    }
    Issued issued = codes.remove(code);
    if (issued == null
        || !basic.equals(exchange.getRequestHeaders().getFirst("Authorization"))
        || !issued.redirect().equals(form.get("redirect_uri"))
        || !issued.challenge().equals(challenge(form.getOrDefault("code_verifier", "")))) {
      refused.add(form.toString());
      EchoServer.answer(exchange, 400, "application/json", "{\"error\": \"invalid_grant\"}");
      return;
    }
    EchoServer.answer(
        exchange,
        200,
        "application/json",
        new Json()
            .write(
                Map.of(
                    "access_token",
                    "opaque",
                    "token_type",
                    "Bearer",
                    "expires_in",
                    300,
                    "id_token",
                    signed(issued))));
  }

  private static String signed(Issued issued) {
    try {
      SignedJWT jwt =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("provider").build(), issued.claims());
      jwt.sign(new RSASSASigner(issued.key()));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String challenge(String verifier) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256")
                  .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The parameters of a query or a form. */
  static Map<String, String> parameters(String text) {
    Map<String, String> parameters = new HashMap<>();
    for (String part : List.of(text.split("&", -1))) {
      int at = part.indexOf('=');
      parameters.put(
          part.substring(0, at), URLDecoder.decode(part.substring(at + 1), StandardCharsets.UTF_8));
    }
    return parameters;
  }

  private static RSAKey key() {
    try {
      return new RSAKeyGenerator(2048).keyID("provider").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
