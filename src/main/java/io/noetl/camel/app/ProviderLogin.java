package io.noetl.camel.app;

import io.noetl.camel.api.access.TokenRoles;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.oauth2.client.OAuth2LoginConfigurer;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;

/**
 * Lets people sign in at an OpenID Connect provider: by a code with state, nonce and PKCE. What
 * they may is in the ID token, which the provider has signed; it is asked for nothing else.
 */
final class ProviderLogin {
  private final ProviderRegistration registration;
  private final ProviderReplies replies;
  private final PendingLogins pending;

  ProviderLogin(AccessProperties.Login login, TokenRoles roles, SecureRandom random, Clock clock) {
    this.registration = new ProviderRegistration(login);
    this.replies = new ProviderReplies(roles);
    this.pending = new PendingLogins(random, clock);
  }

  /** Adds it to the ways to sign in. */
  void addTo(HttpSecurity http) throws Exception {
    http.addFilterBefore(
            new ProviderDoor(registration, replies), OAuth2AuthorizationRequestRedirectFilter.class)
        .oauth2Login(this::describe);
  }

  private void describe(OAuth2LoginConfigurer<HttpSecurity> login) {
    DefaultOAuth2AuthorizationRequestResolver resolver =
        new DefaultOAuth2AuthorizationRequestResolver(
            registration,
            OAuth2AuthorizationRequestRedirectFilter.DEFAULT_AUTHORIZATION_REQUEST_BASE_URI);
    resolver.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
    login
        .clientRegistrationRepository(registration)
        .authorizedClientRepository(new NoKeptTokens())
        .authorizationEndpoint(
            endpoint ->
                endpoint
                    .authorizationRequestResolver(resolver)
                    .authorizationRequestRepository(pending))
        .userInfoEndpoint(
            endpoint ->
                endpoint.oidcUserService(
                    request -> new DefaultOidcUser(List.of(), request.getIdToken())))
        .successHandler(replies)
        .failureHandler(replies);
  }
}
