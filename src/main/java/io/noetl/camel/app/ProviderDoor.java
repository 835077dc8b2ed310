package io.noetl.camel.app;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Stands before a login at the identity provider: where the provider can't be asked, or says what
 * no provider says, a browser is back at the page of the login instead of at an internal error.
 */
final class ProviderDoor extends OncePerRequestFilter {
  private static final String BEGINS = "/oauth2/authorization/";
  private static final String COMES_BACK = "/login/oauth2/code/";

  private final ProviderRegistration registration;
  private final AuthenticationFailureHandler refusal;

  ProviderDoor(ProviderRegistration registration, AuthenticationFailureHandler refusal) {
    this.registration = registration;
    this.refusal = refusal;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    String path = request.getServletPath();
    return !path.startsWith(BEGINS) && !path.startsWith(COMES_BACK);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String path = request.getServletPath();
    if (path.startsWith(BEGINS)
        && registration.findByRegistrationId(path.substring(BEGINS.length())) == null) {
      refuse(request, response, "there is no such provider, or it does not answer");
      return;
    }
    try {
      chain.doFilter(request, response);
    } catch (RuntimeException e) {
      refuse(request, response, "its reply can't be read: " + e.getMessage());
    }
  }

  private void refuse(HttpServletRequest request, HttpServletResponse response, String why)
      throws ServletException, IOException {
    refusal.onAuthenticationFailure(request, response, new AuthenticationServiceException(why));
  }
}
