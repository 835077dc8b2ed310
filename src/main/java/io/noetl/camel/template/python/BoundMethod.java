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
    if (isOfMarkup()) {
      return "method";
    }
    return method.name().startsWith("__") ? "method-wrapper" : "builtin_function_or_method";
  }

  private boolean isOfMarkup() {
    return self instanceof Markup && StrMethods.isOfMarkup(method.name());
  }

  @Override
  public String repr() {
    if (isOfMarkup()) {
      return "<bound method Markup." + method.name() + " of " + Repr.of(self) + ">";
    }
    return "<built-in method "
        + method.name()
        + " of "
        + Types.name(self)
        + " object at "
        + address()
        + ">";
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // the methods of one and the same object are equal
  public boolean equalTo(@Nullable Object other) {
    return other instanceof BoundMethod bound && bound.self == self && bound.method == method;
  }
}
