package io.noetl.camel.store.secret;

import io.noetl.camel.store.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.util.SensitiveUtils;
import org.jspecify.annotations.Nullable;

/** Collects from the data of secrets what is to be hidden. */
final class SecretValues {
  /** Fields of credentials that say where and who, and are shown as they are. */
  private static final Set<String> PLAIN =
      Set.of(
          "host",
          "port",
          "user",
          "username",
          "name",
          "database",
          "dbname",
          "schema",
          "service",
          "type",
          "region",
          "endpoint",
          "url",
          "project",
          "project_id",
          "account",
          "warehouse",
          "role",
          "scope",
          "scopes",
          "sslmode",
          "client_id",
          "client_email",
          "auth_uri",
          "token_uri",
          "token_url",
          "header_name",
          "from",
          "to",
          "security",
          "scheme",
          "description");

  /** The password in {@code scheme://user:password@host}; a password may have an {@code @}. */
  private static final Pattern USER_INFO = Pattern.compile("://([^/?#:\\s]*):([^/?#\\s]*)@");

  /** {@code ?token=…}, {@code ;password=…} and libpq's {@code password='…'}. */
  private static final Pattern SETTING =
      Pattern.compile(
          "(?<![A-Za-z])[\\w.-]*(?:passw|pwd|secret|token|key|sig|auth|credential)[\\w.-]*\\s*=\\s*"
              + "(?:'([^']*)'|\"([^\"]*)\"|([^&;\\s'\"]+))",
          Pattern.CASE_INSENSITIVE);

  /** What a component's option, or a header, is called that no list of Camel's has. */
  private static final Pattern SECRET_NAME =
      Pattern.compile(
          "passw|passphrase|pwd|secret|token|auth|credential|signature|(?:api|access|private)key|webhookurl");

  private static final String CAMEL = "camel";

  private final Json json = new Json();
  private final Set<String> secrets = new HashSet<>();
  private Predicate<String> shown = SecretValues::isPlain;

  /** The values to hide. */
  Set<String> secrets() {
    return secrets;
  }

  /**
   * Collects from the data of one secret. What a component is set up with are mostly words of every
   * day: of a credential of type camel that alone is secret whose name says so.
   *
   * @param type as it was registered
   */
  void add(String type, Map<String, @Nullable Object> data) {
    shown = type.equalsIgnoreCase(CAMEL) ? field -> !isSecret(field) : SecretValues::isPlain;
    collect("", data);
  }

  private void collect(String field, @Nullable Object value) {
    switch (value) {
      case Map<?, ?> map -> map.forEach((key, item) -> collect(lower(key), item));
      case Collection<?> list -> list.forEach(item -> collect(field, item));
      case String text -> text(field, text);
      case Number number when !shown.test(field) -> secrets.add(number.toString());
      case null, default -> {}
    }
  }

  private void text(String field, String text) {
    if (!shown.test(field)) {
      secrets.add(text);
    }
    within(text);
    String start = text.stripLeading();
    if (start.startsWith("{") || start.startsWith("[")) {
      try {
        collect(field, json.read(text));
      } catch (Json.Malformed e) {
        // no JSON: it is hidden as a whole
      }
    }
  }

  /** What an address or a connection string has for a password. */
  private void within(String text) {
    Matcher users = USER_INFO.matcher(text);
    while (users.find()) {
      both(users.group(2));
    }
    Matcher settings = SETTING.matcher(text);
    while (settings.find()) {
      for (int group = 1; group <= settings.groupCount(); group++) {
        if (settings.group(group) != null) {
          both(settings.group(group));
        }
      }
    }
  }

  private void both(String written) {
    secrets.add(written);
    if (written.contains("%")) {
      try {
        secrets.add(URLDecoder.decode(written.replace("+", "%2B"), StandardCharsets.UTF_8));
      } catch (IllegalArgumentException e) {
        // not encoded after all
      }
    }
  }

  private static boolean isPlain(String field) {
    String bare = field.replaceFirst("^(db|sf|pg|postgres|s3|gcs)_", "");
    return PLAIN.contains(field) || PLAIN.contains(bare);
  }

  private static boolean isSecret(String field) {
    String bare = field.replaceAll("[^a-z0-9]", "");
    return !isPlain(field)
        && (SensitiveUtils.containsSensitive(bare) || SECRET_NAME.matcher(bare).find());
  }

  private static String lower(Object key) {
    return String.valueOf(key).toLowerCase(Locale.ROOT);
  }
}
