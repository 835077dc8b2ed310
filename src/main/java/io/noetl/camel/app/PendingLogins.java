package io.noetl.camel.app;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;

/**
 * Logins that are under way at the identity provider, each bound to the browser that began it. The
 * session's cookie does not come along when the provider sends the browser back, so they have a
 * cookie of their own, which is worth nothing else. Each is good once, and not for long.
 */
final class PendingLogins implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {
  static final String COOKIE = "noetl-login";

  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final int MOST = 10_000;
  private static final int BROWSER_BYTES = 32;

  private final SecureRandom random;
  private final Clock clock;
  private final Map<String, Pending> pending = new LinkedHashMap<>();

  private record Pending(OAuth2AuthorizationRequest request, String browser, Instant until) {}

  PendingLogins(SecureRandom random, Clock clock) {
    this.random = random;
    this.clock = clock;
  }

  @Override
  public synchronized void saveAuthorizationRequest(
      @Nullable OAuth2AuthorizationRequest login,
      HttpServletRequest request,
      HttpServletResponse response) {
    if (login == null) {
      return;
    }
    String browser = RandomText.of(random, BROWSER_BYTES);
    pending.values().removeIf(one -> !clock.instant().isBefore(one.until()));
    if (pending.size() >= MOST) {
      pending.remove(pending.keySet().iterator().next());
    }
    pending.put(login.getState(), new Pending(login, browser, clock.instant().plus(LONGEST)));
    response.addHeader(
        HttpHeaders.SET_COOKIE,
        ResponseCookie.from(COOKIE, browser)
            .httpOnly(true)
            .secure(request.isSecure())
            .sameSite("Lax")
            .path("/login")
            .maxAge(LONGEST)
            .build()
            .toString());
  }

  @Override
  public synchronized @Nullable OAuth2AuthorizationRequest loadAuthorizationRequest(
      HttpServletRequest request) {
    return find(request).map(Pending::request).orElse(null);
  }

  @Override
  public synchronized @Nullable OAuth2AuthorizationRequest removeAuthorizationRequest(
      HttpServletRequest request, HttpServletResponse response) {
    Optional<Pending> found = find(request);
    found.ifPresent(one -> pending.remove(one.request().getState()));
    return found.map(Pending::request).orElse(null);
  }

  private Optional<Pending> find(HttpServletRequest request) {
    String state = request.getParameter(OAuth2ParameterNames.STATE);
    Pending found = state == null ? null : pending.get(state);
    return Optional.ofNullable(found)
        .filter(one -> clock.instant().isBefore(one.until()))
        .filter(one -> isOf(request, one.browser()));
  }

  private static boolean isOf(HttpServletRequest request, String browser) {
    Cookie[] cookies = request.getCookies();
    return cookies != null
        && Arrays.stream(cookies)
            .filter(cookie -> cookie.getName().equals(COOKIE))
            .anyMatch(cookie -> same(cookie.getValue(), browser));
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
