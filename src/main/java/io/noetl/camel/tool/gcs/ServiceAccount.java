package io.noetl.camel.tool.gcs;

import io.noetl.camel.tool.CallFields;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.ToolJson;
import io.noetl.camel.tool.credential.OpenCredential;
import io.noetl.camel.tool.credential.PrivateKeys;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Google service account, which proves itself by a token that it signs.
 *
 * @param email its name
 * @param tokenUri where access tokens are asked for
 * @param key its private key
 */
record ServiceAccount(String email, String tokenUri, PrivateKey key) {

  private static final String SCOPE = "https://www.googleapis.com/auth/devstorage.read_write";
  private static final long LIFE_SECONDS = 3600;

  /** Reads {@code service_account_json}, or the fields of such a file in the credential itself. */
  static ServiceAccount of(OpenCredential credential) throws ToolFailure {
    Map<String, @Nullable Object> nested =
        CallFields.asMap(credential.data().get("service_account_json"));
    CallFields fields = new CallFields(nested == null ? credential.data() : nested);
    String email = fields.text("client_email");
    String key = fields.text("private_key");
    if (email == null || key == null) {
      throw new ToolFailure(
          "TL0801",
          "ConfigError",
          "credential '%s' of type '%s' holds no service_account_json with client_email and private_key"
              .formatted(credential.name(), credential.type()));
    }
    String uri = fields.text("token_uri");
    return new ServiceAccount(
        email,
        uri == null ? "https://oauth2.googleapis.com/token" : uri,
        PrivateKeys.read(key, null));
  }

  /** The signed request for an access token. */
  String assertion(Instant now) throws ToolFailure {
    Map<String, @Nullable Object> claims = new LinkedHashMap<>();
    claims.put("iss", email);
    claims.put("scope", SCOPE);
    claims.put("aud", tokenUri);
    claims.put("iat", now.getEpochSecond());
    claims.put("exp", now.getEpochSecond() + LIFE_SECONDS);
    String text =
        encode("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + "." + encode(ToolJson.write(claims));
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(text.getBytes(StandardCharsets.US_ASCII));
      return text + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new ToolFailure("TL0801", "ConfigError", "private_key: cannot sign with it");
    }
  }

  private static String encode(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "ServiceAccount[" + email + "]";
  }
}
