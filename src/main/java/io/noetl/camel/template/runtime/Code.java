package io.noetl.camel.template.runtime;

import org.jspecify.annotations.Nullable;

/** A compiled expression. */
@FunctionalInterface
public interface Code {

  /** Its value. */
  @Nullable Object eval(Activation activation);
}
