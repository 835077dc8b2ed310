package io.noetl.camel.api.access;

import io.noetl.camel.api.ApiError;
import io.noetl.camel.api.ApiProblem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The first filter: refuses what only a hostile web page in a user's browser sends. A page of
 * another site must not drive a server that trusts its machine (its {@code Origin} is not allowed),
 * not even under a name of its own that leads here (its {@code Host} is not ours), nor by a form,
 * which browsers send anywhere unasked. And it refuses paths that one part of the server would read
 * as another than the next.
 */
public final class OriginFilter extends OncePerRequestFilter {
  private final Origins origins;
  private final boolean checkHost;
  private final ProblemWriter problems;

  /**
   * Makes the filter.
   *
   * @param checkHost whether the server is for this machine alone, so that only its names are ours
   */
  public OriginFilter(Origins origins, boolean checkHost, ProblemWriter problems) {
    this.origins = origins;
    this.checkHost = checkHost;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    ApiProblem problem = problem(request);
    if (problem == null) {
      chain.doFilter(request, response);
    } else {
      problems.write(response, problem);
    }
  }

  private @Nullable ApiProblem problem(HttpServletRequest request) {
    if (RequestOddities.inPath(request) || RequestOddities.inHeaders(request)) {
      return ApiProblem.of(
          ApiError.BAD_REQUEST, "The path or a header is written in a way that no client writes");
    }
    if (RequestOddities.isOpenEnded(request)) {
      return ApiProblem.of(ApiError.NOT_FOUND, "Not Found");
    }
    String host = request.getServerName();
    if (checkHost && !origins.isOurHost(host)) {
      return ApiProblem.of(
          ApiError.FORBIDDEN,
          "This server is for its own machine; it is not called '%s' (allow a name in noetl.api.allowed-hosts)"
              .formatted(host));
    }
    String origin = request.getHeader("Origin");
    if (origin != null && !origins.allows(origin, host)) {
      return ApiProblem.of(
          ApiError.FORBIDDEN,
          "Pages of '%s' may not call this server (allow an origin in noetl.api.allowed-origins)"
              .formatted(origin));
    }
    String type = request.getContentType();
    if (type != null && isForm(type) && !isConsole(request.getRequestURI())) {
      return ApiProblem.of(
          ApiError.INVALID,
          "Content-Type is %s (expected: application/json; with curl: -H 'Content-Type: application/json')"
              .formatted(type.split(";", 2)[0]));
    }
    return null;
  }

  /** The console and its login take forms, of our own pages: the origin was checked. */
  private static boolean isConsole(String path) {
    return path.startsWith("/actuator/") || path.equals("/login") || path.equals("/logout");
  }

  private static boolean isForm(String type) {
    String lower = type.toLowerCase(Locale.ROOT);
    return lower.startsWith("application/x-www-form-urlencoded") || lower.startsWith("multipart/");
  }
}
