package io.noetl.camel.template.python;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a call is given. */
public final class CallArguments {
  private final @Nullable Object[] positional;
  private final Map<String, @Nullable Object> named;

  /**
   * Arguments of a call.
   *
   * @param positional those without a name
   * @param named the others, in the order of the call
   */
  public CallArguments(@Nullable Object[] positional, Map<String, @Nullable Object> named) {
    this.positional = positional;
    this.named = named;
  }

  /** Arguments without names. */
  public static CallArguments of(@Nullable Object... positional) {
    return new CallArguments(positional, Map.of());
  }

  /** The arguments without a name. */
  public @Nullable Object[] positional() {
    return positional;
  }

  /** The arguments with a name. */
  public Map<String, @Nullable Object> named() {
    return named;
  }
}
