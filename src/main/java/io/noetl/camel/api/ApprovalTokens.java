package io.noetl.camel.api;

import io.noetl.camel.store.Json;
import io.noetl.camel.store.JsonLike;
import io.noetl.camel.store.secret.SecretCipher;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tokens with which a decision can be made by whoever has them, once. They are authenticated (and
 * encrypted) by the server's master key: nobody else can make or change one.
 */
public final class ApprovalTokens {
  private static final String IDENTITY = "approval-token";
  private static final int NONCE_BYTES = 16;
  private static final int LONGEST = 100_000;

  private final SecretCipher cipher;
  private final Json json;
  private final SecureRandom random;

  public ApprovalTokens(SecretCipher cipher, Json json, SecureRandom random) {
    this.cipher = cipher;
    this.json = json;
    this.random = random;
  }

  /**
   * A decision that can be made.
   *
   * @param by in whose name
   * @param nonce makes it one of its kind; chosen when it is issued
   */
  public record Token(
      long approvalId,
      Caller by,
      String choice,
      Map<String, @Nullable Object> values,
      Instant expires,
      String nonce) {}

  /** Makes a token's text. */
  String issue(Token token) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    Map<String, @Nullable Object> content = new LinkedHashMap<>();
    content.put("id", token.approvalId());
    content.put("by", token.by().name());
    content.put("role", token.by().role().name());
    content.put("proof", token.by().proof());
    content.put("choice", token.choice());
    content.put("values", token.values());
    content.put("expires", token.expires().toString());
    content.put("nonce", HexFormat.of().formatHex(nonce));
    String sealed = cipher.seal(IDENTITY, json.write(content));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(sealed.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads a text; empty for one that this server has not made. */
  Optional<Token> read(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      String sealed = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
      Map<String, @Nullable Object> content = json.readObject(cipher.open(IDENTITY, sealed));
      return Optional.of(
          new Token(
              Long.parseLong(String.valueOf(content.get("id"))),
              new Caller(
                  String.valueOf(content.get("by")),
                  Role.valueOf(String.valueOf(content.get("role"))),
                  String.valueOf(content.get("proof"))),
              String.valueOf(content.get("choice")),
              content.get("values") instanceof Map<?, ?> map ? JsonLike.object(map) : Map.of(),
              Instant.parse(String.valueOf(content.get("expires"))),
              String.valueOf(content.get("nonce"))));
    } catch (IllegalArgumentException
        | SecretCipher.Undecipherable
        | Json.Malformed
        | DateTimeException e) {
      return Optional.empty();
    }
  }
}
