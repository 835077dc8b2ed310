package io.noetl.camel.template.compile;

import io.noetl.camel.template.python.Undefined;
import io.noetl.camel.template.runtime.Activation;
import io.noetl.camel.template.runtime.Code;
import org.jspecify.annotations.Nullable;

/**
 * A constant expression that is undefined. Where Jinja2 asks it for its truth or its text when it
 * compiles, a strict one fails at once, whether it is ever used or not.
 *
 * @param code the expression
 * @param undefined its value, strict
 */
record UndefinedConstant(Code code, Undefined undefined) implements Code {

  @Override
  public @Nullable Object eval(Activation activation) {
    return code.eval(activation);
  }
}
