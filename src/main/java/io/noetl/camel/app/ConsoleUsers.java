package io.noetl.camel.app;

import io.noetl.camel.api.access.SignedInUsers;
import io.noetl.camel.api.access.UserApi;
import io.noetl.camel.store.access.UserStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/** Who signs in by name and password: the first administrator, and the users of the database. */
final class ConsoleUsers implements UserDetailsService {
  private final Supplier<String> firstHash;
  private final UserStore users;

  /**
   * Makes the service.
   *
   * @param firstHash of the first administrator's password
   */
  ConsoleUsers(Supplier<String> firstHash, UserStore users) {
    this.firstHash = firstHash;
    this.users = users;
  }

  @Override
  public UserDetails loadUserByUsername(String name) {
    if (name.equals(UserApi.FIRST)) {
      return user(name, firstHash.get(), "admin");
    }
    return users
        .secret(name)
        .map(
            found ->
                user(
                    name,
                    found.passwordHash(),
                    found.role(),
                    SignedInUsers.since(found.createdAt())))
        .orElseThrow(() -> new UsernameNotFoundException(name));
  }

  private static UserDetails user(String name, String hash, String role, String... more) {
    List<String> authorities = new ArrayList<>(List.of(more));
    authorities.add("ROLE_" + role.toUpperCase(Locale.ROOT));
    return User.withUsername(name)
        .password(hash)
        .authorities(authorities.toArray(String[]::new))
        .build();
  }
}
