package io.noetl.camel.api.access;

import io.noetl.camel.api.Caller;
import io.noetl.camel.api.Role;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/**
 * The caller that a token of the identity provider stands for: the highest role that the token
 * names, as {@code editor} or {@code noetl-editor}.
 *
 * @param claim where the roles stand, members of objects by dots: {@code realm_access.roles}
 * @param users who have signed in by name and password
 * @param session how long one who has signed in at the provider stays so
 */
public record TokenRoles(String claim, SignedInUsers users, Duration session, Clock clock) {
  private static final Pattern ROLE = Pattern.compile("[A-Za-z:_-]+");

  /**
   * The caller, of a token or of a session; empty when there is neither, or it names none of our
   * roles, or nobody.
   */
  public Optional<Caller> caller(@Nullable Authentication authentication) {
    return switch (authentication) {
      case JwtAuthenticationToken token ->
          highest(token.getTokenAttributes())
              .map(role -> caller(token, role, CallersByProof.PROVIDER));
      case OAuth2AuthenticationToken person when person.getPrincipal() instanceof OidcUser user ->
          Optional.ofNullable(user.getIdToken().getIssuedAt())
              .filter(since -> clock.instant().isBefore(since.plus(session)))
              .flatMap(since -> highest(user.getIdToken().getClaims()))
              .map(role -> caller(person, role, CallersByProof.PROVIDER));
      case UsernamePasswordAuthenticationToken user when user.isAuthenticated() ->
          users
              .role(user)
              .map(role -> caller(user, role, CallersByProof.SESSION + SignedInUsers.since(user)));
      case null, default -> Optional.empty();
    };
  }

  private Optional<Role> highest(Map<String, Object> claims) {
    return names(find(claims)).flatMap(name -> role(name).stream()).max(Role::compareTo);
  }

  private static Caller caller(Authentication authentication, Role role, String proof) {
    return new Caller("user:" + authentication.getName(), role, proof);
  }

  private @Nullable Object find(Map<String, Object> claims) {
    Object found = claims;
    for (String name : List.of(claim.split("\\.", -1))) {
      found = found instanceof Map<?, ?> map ? map.get(name) : null;
    }
    return found;
  }

  private static Stream<String> names(@Nullable Object value) {
    return switch (value) {
      case null -> Stream.empty();
      case Collection<?> list -> list.stream().map(String::valueOf);
      default -> Stream.of(value.toString().split("[ ,]+", -1));
    };
  }

  private static Optional<Role> role(String name) {
    // in other alphabets are letters whose capitals are ours
    if (!ROLE.matcher(name).matches()) {
      return Optional.empty();
    }
    String plain = name.toUpperCase(Locale.ROOT).replaceFirst("^NOETL[-_:]", "");
    return Stream.of(Role.values()).filter(role -> role.name().equals(plain)).findFirst();
  }
}
