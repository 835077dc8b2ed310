package io.noetl.camel.api;

import io.noetl.camel.playbook.Nearest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The types of credentials that tools know. Any other text may be a type too, since a playbook can
 * read the fields itself: one that looks like a slip is doubted and stored all the same.
 */
final class CredentialTypes {
  private static final List<String> KNOWN =
      List.of(
          "api_key",
          "azure",
          "basic",
          "bearer",
          "camel",
          "duckdb",
          "gcs",
          "gcs_hmac",
          "generic",
          "google_service_account",
          "hmac",
          "http_api_key",
          "http_basic_auth",
          "http_bearer_auth",
          "imap",
          "kafka",
          "mysql",
          "nats",
          "oauth2",
          "oauth2_client_credentials",
          "postgres",
          "postgresql",
          "s3",
          "s3_hmac",
          "snowflake",
          "slack",
          "smtp",
          "teams",
          "webhook");

  private CredentialTypes() {}

  /** A sentence for who stores a credential of a type that looks like a slip. */
  static Optional<String> doubt(String type) {
    String name = plain(type);
    boolean known = KNOWN.stream().anyMatch(one -> plain(one).equals(name));
    // short names are near to everything
    if (known || name.length() < 4) {
      return Optional.empty();
    }
    return Nearest.to(type, KNOWN)
        .filter(near -> Math.abs(near.length() - type.length()) <= 2)
        .map(near -> "No tool knows the type '%s'. Did you mean '%s'?".formatted(type, near));
  }

  private static String plain(String type) {
    return type.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }
}
