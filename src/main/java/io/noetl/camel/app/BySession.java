package io.noetl.camel.app;

import io.noetl.camel.api.ApiError;
import io.noetl.camel.api.ApiProblem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * The requests that a browser could be made to send in somebody's name: they change something, and
 * what they may is known by a cookie alone. Where every caller is trusted a cookie gives nothing.
 *
 * @param open whether every caller is trusted
 */
record BySession(boolean open) implements RequestMatcher {
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  /** The answer to one without the token. */
  static ApiProblem forged() {
    return ApiProblem.of(
        ApiError.FORBIDDEN,
        "A session changes something only with the header X-XSRF-TOKEN (expected: the value of"
            + " the cookie XSRF-TOKEN, which GET /api/login sets)");
  }

  @Override
  public boolean matches(HttpServletRequest request) {
    return !open
        && !READING.contains(request.getMethod())
        && request.getHeader("Authorization") == null
        && request.getSession(false) != null;
  }
}
