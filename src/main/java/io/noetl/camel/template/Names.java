package io.noetl.camel.template;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The variables that a template sees, looked up by name when they are read. */
@FunctionalInterface
public interface Names {

  /** What {@link #get} returns for a name that does not exist; {@code null} is Python's None. */
  Object MISSING = Missing.INSTANCE;

  /** The value of a name, or {@link #MISSING}. */
  @Nullable Object get(String name);

  /** The names are the keys of a map; changes of the map are seen. */
  static Names of(Map<String, ?> map) {
    return name -> {
      Object value = map.get(name);
      return value == null && !map.containsKey(name) ? MISSING : value;
    };
  }

  /** Whether a value is {@link #MISSING}. */
  static boolean isMissing(@Nullable Object value) {
    return value instanceof Missing;
  }

  /** The type of {@link #MISSING}. */
  enum Missing {
    INSTANCE
  }
}
