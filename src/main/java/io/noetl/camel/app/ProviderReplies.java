package io.noetl.camel.app;

import io.noetl.camel.api.access.TokenRoles;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;

/**
 * Where a browser goes that comes back from the identity provider: one without a role stays out.
 */
final class ProviderReplies implements AuthenticationSuccessHandler, AuthenticationFailureHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ProviderReplies.class);

  private final TokenRoles roles;

  ProviderReplies(TokenRoles roles) {
    this.roles = roles;
  }

  @Override
  public void onAuthenticationSuccess(
      HttpServletRequest request, HttpServletResponse response, Authentication person)
      throws IOException {
    if (roles.caller(person).isPresent()) {
      response.sendRedirect("/ui/executions");
      return;
    }
    SecurityContextHolder.clearContext();
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.invalidate();
    }
    response.sendRedirect("/ui/login?error=role");
  }

  @Override
  public void onAuthenticationFailure(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException problem)
      throws IOException {
    LOG.warn("A login at the identity provider was refused: {}", problem.getMessage());
    response.sendRedirect("/ui/login?error=provider");
  }
}
