package io.noetl.camel.template.python;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a call is given.
 *
 * @param positional the arguments without a name
 * @param named the others, in the order of the call
 */
public record CallArguments(@Nullable Object[] positional, Map<String, @Nullable Object> named) {

  /** Arguments without names. */
  public static CallArguments of(@Nullable Object... positional) {
    return new CallArguments(positional, Map.of());
  }

  /** The number of positional arguments. */
  public int count() {
    return positional.length;
  }
}
