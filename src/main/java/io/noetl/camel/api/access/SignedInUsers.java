package io.noetl.camel.api.access;

import io.noetl.camel.api.Role;
import io.noetl.camel.store.access.UserStore;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/**
 * What people who have signed in may now. The database is asked each time, so that the sessions of
 * one who is taken off are worth nothing at once, nor to another one of that name.
 */
public final class SignedInUsers {
  private static final String SINCE = "since ";

  private final UserStore users;

  public SignedInUsers(UserStore users) {
    this.users = users;
  }

  /** The authority that tells which user of a name a session is of. */
  public static String since(OffsetDateTime createdAt) {
    return SINCE + createdAt.toInstant();
  }

  /** The role; empty where the user is gone. */
  public Optional<Role> role(Authentication session) {
    return role(session.getName(), since(session));
  }

  /** The role of the user of this name and beginning. */
  Optional<Role> role(String name, String since) {
    if (name.equals(UserApi.FIRST)) {
      return Optional.of(Role.ADMIN);
    }
    return users
        .secret(name)
        .filter(user -> since(user.createdAt()).equals(since))
        .map(user -> Role.valueOf(user.role().toUpperCase(Locale.ROOT)));
  }

  /** What tells this user from another one of the same name; empty for the first one. */
  static String since(Authentication session) {
    return session.getAuthorities().stream()
        .map(GrantedAuthority::getAuthority)
        .filter(authority -> authority.startsWith(SINCE))
        .findFirst()
        .orElse("");
  }
}
