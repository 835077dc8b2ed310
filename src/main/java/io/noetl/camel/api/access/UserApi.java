package io.noetl.camel.api.access;

import io.noetl.camel.api.ApiError;
import io.noetl.camel.api.ApiProblem;
import io.noetl.camel.api.ApiRequest;
import io.noetl.camel.api.BodyFields;
import io.noetl.camel.api.Role;
import io.noetl.camel.store.IsoTime;
import io.noetl.camel.store.access.ConsoleUser;
import io.noetl.camel.store.access.UserStore;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Users who sign in to the console, for administrators; and how one signs in. */
public class UserApi {
  /** The user that is there from the beginning. */
  public static final String FIRST = "admin";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,99}");
  private static final int SHORTEST_PASSWORD = 12;

  /** bcrypt reads no more. */
  private static final int LONGEST_PASSWORD = 72;

  private final UserStore users;
  private final UnaryOperator<String> hash;
  private final List<Provider> providers;

  /**
   * An identity provider at which people sign in.
   *
   * @param name what a button says
   * @param href where it leads
   */
  public record Provider(String name, String href) {}

  /**
   * Makes the bean.
   *
   * @param hash of a password
   * @param providers the ways to sign in beside the form
   */
  public UserApi(UserStore users, UnaryOperator<String> hash, List<Provider> providers) {
    this.users = users;
    this.hash = hash;
    this.providers = List.copyOf(providers);
  }

  /** {@code GET /api/login}: the ways to sign in. */
  public Object ways(ApiRequest request) {
    return Map.of(
        "form",
        true,
        "providers",
        providers.stream()
            .map(provider -> Map.of("name", provider.name(), "href", provider.href()))
            .toList());
  }

  /** {@code GET /api/users}. */
  public Object list(ApiRequest request) {
    request.require(Role.ADMIN);
    return Map.of("items", users.list().stream().map(UserApi::shape).toList());
  }

  /** {@code POST /api/users {name, role, password}}. */
  public Object create(ApiRequest request) {
    request.require(Role.ADMIN);
    BodyFields body = request.body();
    String name = body.requiredText("name");
    String password = body.requiredText("password");
    if (!NAME.matcher(name).matches() || name.equals(FIRST)) {
      throw ApiProblem.of(
          ApiError.INVALID,
          "name is '%s' (expected: letters, digits, . _ @ -, and not %s, which is there)"
              .formatted(name, FIRST));
    }
    int bytes = password.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    if (password.length() < SHORTEST_PASSWORD || bytes > LONGEST_PASSWORD) {
      throw ApiProblem.of(
          ApiError.INVALID,
          "password has %d characters (expected: %d to %d bytes)"
              .formatted(password.length(), SHORTEST_PASSWORD, LONGEST_PASSWORD));
    }
    return users
        .create(name, KeyApi.role(body.requiredText("role")), hash.apply(password))
        .map(UserApi::shape)
        .orElseThrow(
            () -> ApiProblem.of(ApiError.CONFLICT, "There is a user '" + name + "' already"));
  }

  /** {@code DELETE /api/users/{name}}: what was signed in by that name goes on until it ends. */
  public Object delete(ApiRequest request) {
    request.require(Role.ADMIN);
    String name = request.path("name");
    if (!users.delete(name)) {
      throw ApiProblem.of(ApiError.NOT_FOUND, "User not found");
    }
    return Map.of("message", "User deleted successfully", "name", name);
  }

  private static Map<String, @Nullable Object> shape(ConsoleUser user) {
    OffsetDateTime last = user.lastLoginAt();
    Map<String, @Nullable Object> shape = new LinkedHashMap<>();
    shape.put("name", user.name());
    shape.put("role", user.role());
    shape.put("created_at", IsoTime.zulu(user.createdAt()));
    shape.put("last_login_at", last == null ? null : IsoTime.zulu(last));
    return shape;
  }
}
