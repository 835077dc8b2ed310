package io.noetl.camel.component.jinja;

import io.noetl.camel.template.Template;
import io.noetl.camel.template.TemplateEngine;
import io.noetl.camel.template.TemplateLimits;
import io.noetl.camel.template.TemplateSource;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.spi.annotations.Language;
import org.apache.camel.support.LanguageSupport;

/**
 * Jinja2 as a Camel language, {@code jinja}: predicates of {@code choice} and {@code filter},
 * expressions of {@code split}, {@code setBody}, {@code setVariable}.
 *
 * <p>In a route the text is an expression, {@code body.total > 5}, or a template with <code>{% %}
 * </code>; it sees {@code body}, {@code headers}, {@code exchangeProperty} and {@code variables}.
 * (Camel takes <code>{{ }}</code> in a route for one of its properties.) A text that begins with
 * {@code /} is a JSON pointer to an expression of a playbook: {@link PointerExpressions}.
 */
@Language("jinja")
public final class JinjaLanguage extends LanguageSupport {
  private static final String POINTER = "/";

  private final TemplateEngine engine;

  /** The language with an engine of its own; Camel calls it. */
  public JinjaLanguage() {
    this(new TemplateEngine(TemplateLimits.DEFAULT));
  }

  /** The language with an engine. */
  public JinjaLanguage(TemplateEngine engine) {
    this.engine = engine;
  }

  @Override
  public Expression createExpression(String expression) {
    return expression.startsWith(POINTER)
        ? new PointerExpression(expression)
        : new TemplateExpression(compile(expression));
  }

  @Override
  public Predicate createPredicate(String expression) {
    return expression.startsWith(POINTER)
        ? new PointerExpression(expression)
        : new TemplateExpression(compile(expression));
  }

  private Template compile(String text) {
    TemplateSource where = new TemplateSource("route", "jinja", 1, 1);
    Template template = engine.compile(text, where);
    return template.isConstant() ? engine.compile("{{ " + text + " }}", where) : template;
  }
}
