package io.noetl.camel.playbooktest;

import io.noetl.camel.store.secret.SecretMask;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Hides what has the name of a secret. A server hides the secrets that it knows; a service may have
 * answered with others, and a file of tests is for everybody's eyes.
 */
final class SecretNames {
  private static final Pattern NAME =
      Pattern.compile(
          "(?i).*(passw(or)?d|secret|api[_-]?key|authorization|credential|private[_-]?key|cookie).*"
              + "|(.*[_-])?(token|pwd|jwt)|.*[a-z]Token|bearer");

  private SecretNames() {}

  /** The value, with texts hidden that have such a name, at any depth. */
  static @Nullable Object hidden(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach(
            (key, member) -> {
              String name = String.valueOf(key);
              boolean hides = member instanceof String && NAME.matcher(name).matches();
              copy.put(name, hides ? SecretMask.MASK : hidden(member));
            });
        yield copy;
      }
      case Iterable<?> list -> {
        java.util.List<@Nullable Object> copy = new java.util.ArrayList<>();
        list.forEach(item -> copy.add(hidden(item)));
        yield copy;
      }
      case null, default -> value;
    };
  }
}
