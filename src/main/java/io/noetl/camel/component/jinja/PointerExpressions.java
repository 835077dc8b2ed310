package io.noetl.camel.component.jinja;

import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates expressions that are not text of the route but stand in a playbook, where a JSON
 * pointer finds them. A route names them by the pointer alone, so no text of a playbook becomes
 * part of a route.
 */
public interface PointerExpressions {

  /** The exchange property that holds the one which the language asks. */
  String PROPERTY = "NoetlPointerExpressions";

  /** The value of the expression at a pointer such as {@code /workflow/1/loop/in}. */
  @Nullable Object evaluate(Exchange exchange, String pointer);

  /** The truth of the condition at a pointer. */
  boolean matches(Exchange exchange, String pointer);
}
