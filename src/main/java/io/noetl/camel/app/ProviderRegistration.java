package io.noetl.camel.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;

/**
 * What this server is at the identity provider. The provider is asked for its configuration when
 * somebody first signs in: the server starts where the provider is not up yet.
 */
final class ProviderRegistration implements ClientRegistrationRepository {
  /** What stands in the addresses of a login. */
  static final String ID = "provider";

  private static final Logger LOG = LoggerFactory.getLogger(ProviderRegistration.class);

  private final AccessProperties.Login login;
  private volatile @Nullable ClientRegistration known;

  ProviderRegistration(AccessProperties.Login login) {
    if (login.clientId() == null || login.clientId().isBlank()) {
      throw new IllegalArgumentException(
          "noetl.access.login.client-id is not set (expected: what %s knows this server as)"
              .formatted(login.issuer()));
    }
    if (!login.scopes().contains("openid")) {
      throw new IllegalArgumentException(
          "noetl.access.login.scopes is %s (expected: openid among them)"
              .formatted(login.scopes()));
    }
    this.login = login;
  }

  /** Where a login begins. */
  static String address() {
    return "/oauth2/authorization/" + ID;
  }

  @Override
  public @Nullable ClientRegistration findByRegistrationId(String id) {
    if (!id.equals(ID)) {
      return null;
    }
    ClientRegistration found = known;
    if (found == null) {
      try {
        found = registration();
      } catch (IllegalArgumentException | IllegalStateException e) {
        LOG.warn(
            "Nobody can sign in at {}: its configuration can't be read ({}). It is asked again at"
                + " the next login",
            login.issuer(),
            e.getMessage());
        return null;
      }
      known = found;
    }
    return found;
  }

  private ClientRegistration registration() {
    String secret = secret();
    ClientRegistration.Builder builder =
        ClientRegistrations.fromOidcIssuerLocation(Objects.requireNonNull(login.issuer()))
            .registrationId(ID)
            .clientId(Objects.requireNonNull(login.clientId()))
            .clientName(login.name())
            .scope(login.scopes())
            .redirectUri("{baseUrl}/login/oauth2/code/{registrationId}");
    return secret == null
        ? builder.clientAuthenticationMethod(ClientAuthenticationMethod.NONE).build()
        : builder.clientSecret(secret).build();
  }

  private @Nullable String secret() {
    Path file = login.clientSecretFile();
    if (file == null) {
      return login.clientSecret();
    }
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot read noetl.access.login.client-secret-file " + file, e);
    }
  }
}
