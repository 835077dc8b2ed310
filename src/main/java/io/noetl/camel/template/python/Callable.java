package io.noetl.camel.template.python;

import org.jspecify.annotations.Nullable;

/** A value that can be called. */
public interface Callable extends PyObject {

  /** Calls it. */
  @Nullable Object call(CallArguments arguments, Meter meter);
}
