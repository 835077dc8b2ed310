package io.noetl.camel.app;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.filter.OncePerRequestFilter;

/** Sets the cookie with the token that the console sends back, where the console asks who it is. */
final class CsrfCookie extends OncePerRequestFilter {
  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String path = request.getRequestURI();
    if ((path.equals("/api/login") || path.equals("/api/whoami"))
        && request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token) {
      // the token is made, and its cookie set, when somebody looks at it
      token.getToken();
    }
    chain.doFilter(request, response);
  }
}
