package io.noetl.camel.component.jinja;

import org.apache.camel.Exchange;
import org.apache.camel.support.ExpressionAdapter;
import org.jspecify.annotations.Nullable;

/** An expression that stands in a playbook: the exchange knows which. */
final class PointerExpression extends ExpressionAdapter {
  private final String pointer;

  PointerExpression(String pointer) {
    this.pointer = pointer;
  }

  @Override
  public @Nullable Object evaluate(Exchange exchange) {
    return expressions(exchange).evaluate(exchange, pointer);
  }

  @Override
  public boolean matches(Exchange exchange) {
    return expressions(exchange).matches(exchange, pointer);
  }

  private PointerExpressions expressions(Exchange exchange) {
    PointerExpressions found =
        exchange.getProperty(PointerExpressions.PROPERTY, PointerExpressions.class);
    if (found == null) {
      throw new IllegalStateException(
          "jinja: '%s' is a pointer into a playbook, and this exchange runs none. A template of its"
                  .formatted(pointer)
              + " own begins with another character.");
    }
    return found;
  }

  @Override
  public String toString() {
    return "jinja{" + pointer + "}";
  }
}
