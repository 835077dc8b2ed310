package io.noetl.camel.app;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/** Adds a link back to the console to Hawtio's page, which has no place for one. */
final class HawtioWayBack extends OncePerRequestFilter {
  private static final String END = "</head>";
  private static final String SCRIPT = "<script defer src=\"/ui/hawtio.js\"></script>";

  /** Files are not held in memory for it: one of Hawtio's scripts has some megabytes. */
  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    String path = request.getRequestURI();
    return path.indexOf('.') >= 0 && !path.endsWith("/index.html");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    ContentCachingResponseWrapper kept = new ContentCachingResponseWrapper(response);
    chain.doFilter(request, kept);
    String type = kept.getContentType();
    if (kept.getStatus() == HttpStatus.OK.value()
        && type != null
        && type.startsWith(MediaType.TEXT_HTML_VALUE)) {
      String page = new String(kept.getContentAsByteArray(), StandardCharsets.UTF_8);
      kept.resetBuffer();
      kept.getOutputStream()
          .write(page.replace(END, SCRIPT + END).getBytes(StandardCharsets.UTF_8));
    }
    kept.copyBodyToResponse();
  }
}
