package io.noetl.camel.template;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A filter, test or global function that is added to an engine. It gets and returns plain values
 * (see {@link Template}); a filter's value and a test's subject is its first argument. An {@link
 * IllegalArgumentException} is the template's {@code ValueError}.
 */
@FunctionalInterface
public interface TemplateFunction {

  /** Calls the function with its positional and its named arguments. */
  @Nullable Object call(List<@Nullable Object> arguments, Map<String, @Nullable Object> named);
}
