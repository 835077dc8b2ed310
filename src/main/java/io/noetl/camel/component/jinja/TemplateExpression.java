package io.noetl.camel.component.jinja;

import io.noetl.camel.template.Names;
import io.noetl.camel.template.Template;
import io.noetl.camel.template.UndefinedPolicy;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.support.ExpressionAdapter;
import org.jspecify.annotations.Nullable;

/** A template of a route. */
final class TemplateExpression extends ExpressionAdapter implements Predicate {
  private final Template template;

  TemplateExpression(Template template) {
    this.template = template;
  }

  @Override
  public @Nullable Object evaluate(Exchange exchange) {
    return template.value(names(exchange), UndefinedPolicy.FORGIVING);
  }

  @Override
  public boolean matches(Exchange exchange) {
    return template.test(names(exchange), UndefinedPolicy.FORGIVING);
  }

  private static Names names(Exchange exchange) {
    return name ->
        switch (name) {
          case "body" -> body(exchange);
          case "headers" -> exchange.getMessage().getHeaders();
          case "exchangeProperty" -> exchange.getProperties();
          case "variables" -> exchange.getVariables();
          case "exchangeId" -> exchange.getExchangeId();
          default -> Names.MISSING;
        };
  }

  /** The body; what is no plain value is taken as text, where Camel can. */
  private static @Nullable Object body(Exchange exchange) {
    Object body = exchange.getMessage().getBody();
    return switch (body) {
      case null -> null;
      case String s -> s;
      case Number n -> n;
      case Boolean b -> b;
      case List<?> l -> l;
      case Map<?, ?> m -> m;
      default -> {
        String text = exchange.getMessage().getBody(String.class);
        yield text == null ? body : text;
      }
    };
  }

  @Override
  public String toString() {
    return template.source();
  }
}
