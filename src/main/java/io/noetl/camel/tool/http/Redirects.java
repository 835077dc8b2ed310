package io.noetl.camel.tool.http;

import io.noetl.camel.tool.ToolFailure;
import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/**
 * Where redirects lead, as RFC 9110 and browsers have it: 303 is fetched by GET, and so is what a
 * POST was answered with 301 or 302; 307 and 308 repeat the request. Cookies that were set on the
 * way are sent where they belong. A request to another origin has neither credentials nor cookies
 * of the first.
 */
final class Redirects {

  /** More in a row are a circle. */
  static final int MOST = 20;

  private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);

  private final CookieManager cookies =
      new CookieManager(null, CookiePolicy.ACCEPT_ORIGINAL_SERVER);

  /**
   * The request that an answer leads to; null where it is the last one.
   *
   * @throws ToolFailure when it leads to no address
   */
  @Nullable HttpRequest next(HttpRequest request, HttpReply reply) throws ToolFailure, IOException {
    Object location = reply.headers().get("location");
    if (!request.options().followRedirects()
        || !STATUSES.contains(reply.status())
        || location == null) {
      return null;
    }
    URI from = request.uri();
    URI to = target(from, location.toString());
    boolean sameOrigin = origin(from).equals(origin(to));
    if (!sameOrigin && (request.secretBody() || !mayCall(request, to))) {
      return null;
    }
    cookies.put(from, Map.of("Set-Cookie", reply.cookies()));
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(request.headers());
    if (!sameOrigin) {
      headers.keySet().removeIf(request::isSecret);
    }
    String method = method(request.method(), reply.status());
    HttpEntity body = request.body();
    if (!method.equals(request.method())) {
      body = null;
      headers.keySet().removeIf(name -> name.regionMatches(true, 0, "Content-", 0, 8));
    }
    HttpRequest next = request.redirected(method, to, headers, body);
    return next.withCookies(cookies.get(to, Map.of()).getOrDefault("Cookie", List.of()));
  }

  private static boolean mayCall(HttpRequest request, URI to) {
    return request
        .options()
        .profile()
        .mayCall(to.getHost(), DefaultPorts.of(to.getPort(), to.getScheme()));
  }

  private static String method(String method, int status) {
    return switch (status) {
      case 303 -> method.equals("HEAD") ? "HEAD" : "GET";
      case 301, 302 -> method.equals("POST") ? "GET" : method;
      default -> method;
    };
  }

  private static URI target(URI from, String location) throws ToolFailure {
    try {
      String text = location.strip().replace(" ", "%20");
      URI to = from.resolve(new URI(text));
      return HttpUrl.of(to.toString(), Map.of()).uri();
    } catch (URISyntaxException e) {
      return HttpUrl.of(location, Map.of()).uri();
    }
  }

  private static String origin(URI uri) {
    int port = uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equals("https") ? 443 : 80;
    return uri.getScheme()
        + "://"
        + String.valueOf(uri.getHost()).toLowerCase(java.util.Locale.ROOT)
        + ":"
        + port;
  }
}
