package io.noetl.camel.component.jinja;

import io.noetl.camel.template.Names;
import io.noetl.camel.template.Template;
import io.noetl.camel.template.UndefinedPolicy;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExpressionAdapter;
import org.jspecify.annotations.Nullable;

/** A template over an exchange. */
final class TemplateExpression extends ExpressionAdapter {
  private final Template template;

  TemplateExpression(Template template) {
    this.template = template;
  }

  @Override
  public @Nullable Object evaluate(Exchange exchange) {
    return template.value(names(exchange), UndefinedPolicy.LENIENT);
  }

  @Override
  public boolean matches(Exchange exchange) {
    return template.test(names(exchange), UndefinedPolicy.LENIENT);
  }

  private static Names names(Exchange exchange) {
    return name ->
        switch (name) {
          case "body" -> exchange.getMessage().getBody();
          case "header", "headers" -> exchange.getMessage().getHeaders();
          case "exchangeProperty" -> exchange.getProperties();
          case "variable", "variables" -> exchange.getVariables();
          default -> Names.MISSING;
        };
  }

  @Override
  public String toString() {
    return "jinja{" + template.source() + "}";
  }
}
