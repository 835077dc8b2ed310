package io.noetl.camel.template.python;

import org.jspecify.annotations.Nullable;

/**
 * A method with its object, before it is called.
 *
 * @param self the object
 * @param method the method
 */
record BoundMethod(Object self, Method method) implements Callable {

  @Override
  public @Nullable Object call(CallArguments arguments, Meter meter) {
    return method.call(self, arguments, meter);
  }

  @Override
  public String typeName() {
    return self instanceof Markup ? "method" : "builtin_function_or_method";
  }

  @Override
  public String repr() {
    return "<built-in method "
        + method.name()
        + " of "
        + Types.name(self)
        + " object at "
        + address()
        + ">";
  }

  @Override
  public boolean equalTo(@Nullable Object other) {
    return other instanceof BoundMethod bound && bound.self == self && bound.method == method;
  }
}
