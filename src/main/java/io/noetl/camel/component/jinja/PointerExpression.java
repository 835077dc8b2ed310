package io.noetl.camel.component.jinja;

import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.support.ExpressionAdapter;
import org.jspecify.annotations.Nullable;

/** An expression of a playbook, which its run evaluates. */
final class PointerExpression extends ExpressionAdapter implements Predicate {
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
    PointerExpressions expressions =
        exchange.getProperty(PointerExpressions.PROPERTY, PointerExpressions.class);
    if (expressions == null) {
      throw new IllegalStateException(
          "jinja "
              + pointer
              + ": the exchange has no property "
              + PointerExpressions.PROPERTY
              + " (a playbook's route is entered by step: or playbook:, which set it)");
    }
    return expressions;
  }

  @Override
  public String toString() {
    return pointer;
  }
}
