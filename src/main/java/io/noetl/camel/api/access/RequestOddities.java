package io.noetl.camel.api.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.MappingMatch;
import java.util.Collections;
import java.util.List;

/** What two readers of one request would read differently. */
final class RequestOddities {
  private RequestOddities() {}

  /** Whether the path is not the one that it is mapped by: doubled slashes, dots, parameters. */
  static boolean inPath(HttpServletRequest request) {
    String path = request.getRequestURI();
    List<String> parts = List.of(path.split("/", -1));
    boolean normal =
        path.startsWith("/")
            && !path.contains("//")
            && path.indexOf(';') < 0
            && path.indexOf('\\') < 0
            && !parts.contains(".")
            && !parts.contains("..");
    // the prefix of a servlet is plain text; what is encoded of it is read by some and not by
    // others
    boolean mapped =
        request.getHttpServletMapping().getMappingMatch() != MappingMatch.PATH
            || path.startsWith(request.getServletPath());
    return !normal || !mapped;
  }

  /**
   * Whether the path is of the API and has nothing behind its last slash: no route is meant, and
   * Camel fails on one of {@code {*path}}.
   */
  static boolean isOpenEnded(HttpServletRequest request) {
    String path = request.getRequestURI();
    return path.startsWith("/api/") && path.endsWith("/");
  }

  /** Whether a header has a control character. */
  static boolean inHeaders(HttpServletRequest request) {
    return Collections.list(request.getHeaderNames()).stream()
        .flatMap(name -> Collections.list(request.getHeaders(name)).stream())
        .anyMatch(value -> value.chars().anyMatch(c -> Character.isISOControl(c) && c != '\t'));
  }
}
