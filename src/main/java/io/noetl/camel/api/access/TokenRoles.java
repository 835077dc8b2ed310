package io.noetl.camel.api.access;

import io.noetl.camel.api.Caller;
import io.noetl.camel.api.Role;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/**
 * The caller that a token of the identity provider stands for: the highest role that the token
 * names, as {@code editor} or {@code noetl-editor}.
 *
 * @param claim where the roles stand, members of objects by dots: {@code realm_access.roles}
 */
public record TokenRoles(String claim) {

  /**
   * The caller, of a token or of a session; empty when there is neither, or it names none of our
   * roles.
   */
  Optional<Caller> caller(@Nullable Authentication authentication) {
    if (authentication == null) {
      return Optional.empty();
    }
    Stream<String> names =
        switch (authentication) {
          case JwtAuthenticationToken token -> names(find(token.getTokenAttributes()));
          case UsernamePasswordAuthenticationToken user when user.isAuthenticated() ->
              user.getAuthorities().stream()
                  .map(authority -> authority.getAuthority().replaceFirst("^ROLE_", ""));
          default -> Stream.empty();
        };
    return names
        .flatMap(name -> role(name).stream())
        .max(Role::compareTo)
        .map(role -> new Caller("user:" + authentication.getName(), role));
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
    String plain = name.toUpperCase(Locale.ROOT).replaceFirst("^NOETL[-_:]", "");
    return Stream.of(Role.values()).filter(role -> role.name().equals(plain)).findFirst();
  }
}
