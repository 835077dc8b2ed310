package io.noetl.camel.tool.http;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/**
 * A request, ready to send.
 *
 * @param method upper case
 * @param uri the address, encoded
 * @param headers the headers
 * @param body the body; null for none
 * @param timeout how long it may take, to the last byte of the body
 * @param options what connection it needs
 * @param secretHeaders names of headers that no other host may see
 * @param secretBody whether the body is secret as well
 */
record HttpRequest(
    String method,
    URI uri,
    Map<String, String> headers,
    @Nullable HttpEntity body,
    Duration timeout,
    HttpOptions options,
    Set<String> secretHeaders,
    boolean secretBody) {

  private static final Pattern SECRET =
      Pattern.compile("(?i)(?!idempotency-key$).*(auth|key|token|secret|cookie|passw).*");

  /** Whether a header is kept from other hosts: by its name, or because a credential made it. */
  boolean isSecret(String header) {
    return SECRET.matcher(header).matches()
        || secretHeaders.stream().anyMatch(header::equalsIgnoreCase);
  }

  /** The request that follows a redirect. */
  HttpRequest redirected(
      String to, URI address, Map<String, String> kept, @Nullable HttpEntity content) {
    return new HttpRequest(to, address, kept, content, timeout, options, secretHeaders, secretBody);
  }

  /** The request with cookies beside those that it has. */
  HttpRequest withCookies(List<String> cookies) {
    if (cookies.isEmpty()) {
      return this;
    }
    Map<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    more.putAll(headers);
    more.merge("Cookie", String.join("; ", cookies), (own, set) -> own + "; " + set);
    return redirected(method, uri, more, body);
  }

  /** The request for messages, without secrets. */
  String shown() {
    return method + " " + Redaction.url(uri.toString());
  }

  /** Without headers and body, which may hold secrets. */
  @Override
  public String toString() {
    return shown();
  }
}
