package io.noetl.camel.template.python;

import org.jspecify.annotations.Nullable;

/**
 * A method of one of Python's classes.
 *
 * @param name its name
 * @param signature its parameters without the object itself
 * @param body what it does
 */
public record Method(String name, Signature signature, Body body) {

  /** What a method does with the bound arguments. */
  @FunctionalInterface
  public interface Body {
    /** Calls it. */
    @Nullable Object call(Object self, @Nullable Object[] arguments, Meter meter);
  }

  @Nullable Object call(Object self, CallArguments arguments, Meter meter) {
    return body.call(self, signature.bind(arguments), meter);
  }
}
