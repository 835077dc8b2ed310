package io.noetl.camel.template.runtime;

import io.noetl.camel.template.python.CallArguments;
import io.noetl.camel.template.python.Signature;
import org.jspecify.annotations.Nullable;

/**
 * A filter, a test or a global function.
 *
 * @param signature its parameters; the first one of a filter is its subject
 * @param constant whether the result depends on the arguments alone, so that it can be computed
 *     when the template is compiled
 * @param body what it does
 */
public record Function(Signature signature, boolean constant, Body body) {

  /** What a function does with the bound arguments. */
  @FunctionalInterface
  public interface Body {
    /** Calls it. */
    @Nullable Object call(@Nullable Object[] arguments, Rendering rendering);
  }

  /** Calls it. */
  public @Nullable Object call(CallArguments arguments, Rendering rendering) {
    return body.call(signature.bind(arguments), rendering);
  }

  /** Calls it with nothing but a subject. */
  public @Nullable Object call(@Nullable Object subject, Rendering rendering) {
    return call(CallArguments.of(subject), rendering);
  }
}
