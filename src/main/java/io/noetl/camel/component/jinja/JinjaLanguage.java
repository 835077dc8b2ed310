package io.noetl.camel.component.jinja;

import io.noetl.camel.template.TemplateEngine;
import io.noetl.camel.template.TemplateLimits;
import io.noetl.camel.template.TemplateSource;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.spi.annotations.Language;
import org.apache.camel.support.LanguageSupport;
import org.jspecify.annotations.Nullable;

/**
 * Jinja2 as a Camel language: conditions of {@code choice}, expressions of {@code split} and {@code
 * setVariable}. A text that begins with {@code /} is a JSON pointer into the playbook that the
 * exchange runs; any other is a template over {@code body}, {@code headers}, {@code
 * exchangeProperty} and {@code variable}.
 */
@Language("jinja")
public class JinjaLanguage extends LanguageSupport {
  private volatile @Nullable TemplateEngine engine;

  @Override
  public Predicate createPredicate(String expression) {
    return isPointer(expression) ? new PointerExpression(expression) : template(expression);
  }

  @Override
  public Expression createExpression(String expression) {
    return isPointer(expression) ? new PointerExpression(expression) : template(expression);
  }

  private TemplateExpression template(String text) {
    String source = loadResource(text);
    return new TemplateExpression(
        engine().compile(source, new TemplateSource("", "jinja expression", 1, 1)));
  }

  private static boolean isPointer(String expression) {
    return expression.startsWith("/");
  }

  private TemplateEngine engine() {
    TemplateEngine found = engine;
    if (found == null) {
      TemplateEngine shared =
          getCamelContext().getRegistry().findSingleByType(TemplateEngine.class);
      found = shared == null ? new TemplateEngine(TemplateLimits.DEFAULT) : shared;
      engine = found;
    }
    return found;
  }
}
