package io.noetl.camel.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.security.converter.RsaKeyConverters;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;

/** Checks the identity provider's tokens: signature, times, issuer and audience. */
final class JwtDecoders {
  private JwtDecoders() {}

  static JwtDecoder of(AccessProperties.Jwt provider) {
    Path keyFile = provider.keyFile();
    String keySet = provider.keySet();
    if (keyFile != null) {
      return validating(NimbusJwtDecoder.withPublicKey(publicKey(keyFile)).build(), provider);
    }
    if (keySet != null) {
      return validating(NimbusJwtDecoder.withJwkSetUri(keySet).build(), provider);
    }
    String issuer = provider.issuer();
    if (issuer == null) {
      throw new IllegalStateException("no identity provider is configured");
    }
    // asked for when the first token comes: the server starts where the provider is not up yet
    return new SupplierJwtDecoder(
        () -> validating(NimbusJwtDecoder.withIssuerLocation(issuer).build(), provider));
  }

  private static NimbusJwtDecoder validating(
      NimbusJwtDecoder decoder, AccessProperties.Jwt provider) {
    List<OAuth2TokenValidator<Jwt>> validators = new ArrayList<>();
    validators.add(new JwtTimestampValidator());
    // a token that never ends can't be taken back
    validators.add(new JwtClaimValidator<Instant>(JwtClaimNames.EXP, Objects::nonNull));
    // who did it is written in the audit log
    validators.add(
        new JwtClaimValidator<String>(
            JwtClaimNames.SUB, subject -> subject != null && !subject.isBlank()));
    if (provider.issuer() != null) {
      validators.add(new JwtIssuerValidator(provider.issuer()));
    }
    validators.add(
        new JwtClaimValidator<List<String>>(
            JwtClaimNames.AUD,
            audience -> audience != null && audience.contains(provider.audience())));
    decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(validators));
    return decoder;
  }

  private static RSAPublicKey publicKey(Path file) {
    try (InputStream pem = Files.newInputStream(file)) {
      RSAPublicKey key = RsaKeyConverters.x509().convert(pem);
      if (key == null) {
        throw new IllegalArgumentException(file + " holds no RSA public key in PEM");
      }
      return key;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the identity provider's key " + file, e);
    }
  }
}
