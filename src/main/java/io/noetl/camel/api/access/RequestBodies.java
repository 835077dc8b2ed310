package io.noetl.camel.api.access;

import io.noetl.camel.api.ApiError;
import io.noetl.camel.api.ApiProblem;
import io.noetl.camel.api.ApiRequests;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads the body of an API request, bounded, and keeps it as an attribute: Camel gets a request
 * without one, and spools, decodes and parses nothing that a client sent.
 */
public final class RequestBodies extends OncePerRequestFilter {
  private final int maxBytes;
  private final ProblemWriter problems;

  /**
   * Makes the filter.
   *
   * @param maxBytes a larger body refuses the request
   */
  public RequestBodies(int maxBytes, ProblemWriter problems) {
    this.maxBytes = maxBytes;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      checkParameters(request);
      request.setAttribute(ApiRequests.BODY, body(request));
    } catch (ApiProblem problem) {
      problems.write(response, problem);
      return;
    }
    chain.doFilter(new BodilessRequest(request), response);
  }

  private String body(HttpServletRequest request) throws IOException {
    ApiProblem tooLarge =
        ApiProblem.of(
            ApiError.TOO_LARGE,
            "The request body is too large (expected: at most " + maxBytes + " bytes)");
    if (request.getContentLengthLong() > maxBytes) {
      throw tooLarge;
    }
    byte[] bytes = request.getInputStream().readNBytes(maxBytes + 1);
    if (bytes.length > maxBytes) {
      throw tooLarge;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw ApiProblem.of(ApiError.MALFORMED, "The request body is not UTF-8");
    }
  }

  /** Tomcat decodes the query at the first look, and throws at one that it can't decode. */
  private static void checkParameters(HttpServletRequest request) {
    Map<String, String[]> parameters;
    try {
      parameters = request.getParameterMap();
    } catch (IllegalStateException e) {
      throw ApiProblem.of(ApiError.BAD_REQUEST, "The query string can't be decoded");
    }
    parameters.forEach(RequestBodies::checkOnce);
  }

  /** Of two values one would be checked by a proxy and the other used by us. */
  private static void checkOnce(String name, String[] values) {
    if (values.length > 1) {
      throw ApiProblem.of(
          ApiError.INVALID,
          "The query parameter '%s' is given %d times (expected: once)"
              .formatted(name, values.length));
    }
  }
}
