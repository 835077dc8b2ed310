package io.noetl.camel.api.access;

import io.noetl.camel.api.ApiError;
import io.noetl.camel.api.ApiProblem;
import io.noetl.camel.api.Caller;
import io.noetl.camel.api.WebhookApi;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Says who calls. Where the server is locked, nobody gets past it without a key or a token of the
 * identity provider, but for the probes of the platform and the description of the API.
 */
public final class CallerFilter extends OncePerRequestFilter {
  private static final Set<String> PUBLIC =
      Set.of(
          "/health",
          "/api/login",
          "/api/health",
          // The token is the right to decide.
          "/api/approval-tokens",
          "/schema/playbook.json",
          "/schema/subscription.json",
          "/api/docs",
          "/api/docs/init.js",
          "/api/openapi.json");
  private static final String PAGE_FILES = "/webjars/swagger-ui/";
  private static final String BEARER = "bearer ";

  private final Callers callers;
  private final TokenRoles roles;
  private final RequestLimits limits;
  private final ProblemWriter problems;
  private final @Nullable Caller trusted;

  /**
   * Makes the filter.
   *
   * @param trusted who a caller without credentials is; null where there must be credentials
   */
  public CallerFilter(
      Callers callers,
      TokenRoles roles,
      RequestLimits limits,
      ProblemWriter problems,
      @Nullable Caller trusted) {
    this.callers = callers;
    this.roles = roles;
    this.limits = limits;
    this.problems = problems;
    this.trusted = trusted;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String path = request.getRequestURI();
    if (PUBLIC.contains(path) || path.startsWith(PAGE_FILES)) {
      chain.doFilter(request, response);
      return;
    }
    Optional<Caller> caller;
    try {
      caller = caller(request);
    } catch (DataAccessResourceFailureException e) {
      // no route has been reached that would say so
      refuse(response, unavailable());
      return;
    }
    if (caller.isEmpty() && path.startsWith(WebhookApi.PREFIX)) {
      // its subscription says how its sender shows who it is
      if (limits.mayCall("webhooks from " + request.getRemoteAddr())) {
        chain.doFilter(request, response);
      } else {
        refuse(response, tooMany());
      }
    } else if (caller.isEmpty()) {
      refuse(response, limits.mayFail(request.getRemoteAddr()) ? unknown() : tooMany());
    } else if (!limits.mayCall(caller.get().name())) {
      refuse(response, tooMany());
    } else {
      request.setAttribute(Caller.ATTRIBUTE, caller.get());
      chain.doFilter(request, response);
    }
  }

  private void refuse(HttpServletResponse response, ApiProblem problem) throws IOException {
    if (problem.error() == ApiError.TOO_MANY) {
      response.setHeader("Retry-After", "1");
    }
    problems.write(response, problem);
  }

  private static ApiProblem unknown() {
    return ApiProblem.of(
        ApiError.UNAUTHENTICATED,
        "Authentication is required: send Authorization: Bearer <key> (an administrator makes keys"
            + " with noetlctl key create)");
  }

  private static ApiProblem unavailable() {
    return ApiProblem.of(
        ApiError.UNAVAILABLE,
        "The database, in which the keys are, can't be reached; try again later. The"
            + " administrator's own key needs no database.");
  }

  private static ApiProblem tooMany() {
    return ApiProblem.of(ApiError.TOO_MANY, "Too many requests; try again later");
  }

  private Optional<Caller> caller(HttpServletRequest request) {
    String header = request.getHeader("Authorization");
    if (header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      String token = header.substring(BEARER.length()).strip();
      if (callers.isKey(token)) {
        return callers.ofKey(token);
      }
    }
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    return roles.caller(authentication).or(() -> Optional.ofNullable(trusted));
  }
}
