package io.noetl.camel.tool.credential;

import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The environment variables that a playbook may read: those that begin with {@code NOETL_SECRET_},
 * and those that the operator allows by name. Everything else of the server's environment is out of
 * a playbook's reach.
 */
public final class SecretVariables {

  /** What a variable's name begins with that every playbook may read. */
  public static final String PREFIX = "NOETL_SECRET_";

  private final Function<String, @Nullable String> environment;
  private final Set<String> allowed;

  /**
   * @param environment reads a variable
   * @param allowed names of further variables that playbooks may read
   */
  public SecretVariables(Function<String, @Nullable String> environment, Set<String> allowed) {
    this.environment = environment;
    this.allowed = Set.copyOf(allowed);
  }

  /** The value of {@code NOETL_SECRET_<NAME>}, else of the variable itself where it is allowed. */
  public @Nullable String find(String name) {
    String upper = variable(name);
    String value = environment.apply(upper);
    if (value == null && (allowed.contains(name) || name.startsWith(PREFIX))) {
      value = environment.apply(name);
    }
    return value;
  }

  /** The variable that holds the secret of this name: upper case, {@code _} for other signs. */
  public static String variable(String name) {
    String plain = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
    return PREFIX + plain.toUpperCase(java.util.Locale.ROOT).replaceAll("[^A-Z0-9_]", "_");
  }
}
