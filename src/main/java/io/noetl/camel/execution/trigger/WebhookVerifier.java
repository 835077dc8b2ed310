package io.noetl.camel.execution.trigger;

import io.noetl.camel.playbook.Subscription;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Checks that a webhook's message comes from who knows its secret. It fails closed: without the
 * credential, or with an empty secret, nothing is let in.
 */
public final class WebhookVerifier {
  private static final List<String> FIELDS = List.of("secret", "token", "value", "key", "api_key");
  private static final String BEARER = "bearer ";

  private final Function<String, Optional<Map<String, @Nullable Object>>> credentials;
  private final Clock clock;

  /**
   * Makes the verifier.
   *
   * @param credentials the data of a stored credential, by name
   */
  public WebhookVerifier(
      Function<String, Optional<Map<String, @Nullable Object>>> credentials, Clock clock) {
    this.credentials = credentials;
    this.clock = clock;
  }

  /** Whether a message is signed as it has to be. */
  public boolean accepts(Subscription.Hmac hmac, Map<String, String> headers, String body) {
    Optional<String> secret = secret(hmac.credential());
    String given = headers.get(hmac.header().toLowerCase(Locale.ROOT));
    if (secret.isEmpty() || given == null || !given.startsWith(hmac.prefix())) {
      return false;
    }
    String stamp = "";
    if (hmac.timestampHeader() != null) {
      stamp = headers.getOrDefault(hmac.timestampHeader().toLowerCase(Locale.ROOT), "").strip();
      if (!isFresh(stamp, hmac.toleranceSeconds())) {
        return false;
      }
    }
    // the body last: what it says must not be taken for a placeholder
    String signed = hmac.signed().replace("{timestamp}", stamp).replace("{body}", body);
    byte[] expected = mac(secret.get(), signed);
    String text =
        hmac.base64()
            ? Base64.getEncoder().encodeToString(expected)
            : HexFormat.of().formatHex(expected);
    String signature = given.substring(hmac.prefix().length()).strip();
    return equal(text, hmac.base64() ? signature : signature.toLowerCase(Locale.ROOT));
  }

  /** Whether a message has the token that it has to have. */
  public boolean accepts(Subscription.Bearer bearer, Map<String, String> headers) {
    String given = headers.getOrDefault("authorization", "");
    return given.regionMatches(true, 0, BEARER, 0, BEARER.length())
        && secret(bearer.credential())
            .filter(token -> equal(token, given.substring(BEARER.length()).strip()))
            .isPresent();
  }

  private boolean isFresh(String stamp, long tolerance) {
    if (!stamp.matches("\\d{1,12}")) {
      return false;
    }
    return Math.abs(clock.instant().getEpochSecond() - Long.parseLong(stamp)) <= tolerance;
  }

  private Optional<String> secret(String credential) {
    return credentials
        .apply(credential)
        .flatMap(
            data ->
                FIELDS.stream()
                    .map(data::get)
                    .filter(value -> value instanceof String text && !text.isBlank())
                    .map(String::valueOf)
                    .findFirst());
  }

  private static byte[] mac(String secret, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  /** In the same time wherever they differ. */
  private static boolean equal(String expected, String given) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }
}
