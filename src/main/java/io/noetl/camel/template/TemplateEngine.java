package io.noetl.camel.template;

import java.util.random.RandomGenerator;

/** Compiles templates and keeps those that were used last. Thread-safe. */
public final class TemplateEngine {
  private final TemplateLimits limits;

  /** An engine with Jinja2's and NoETL's filters, tests and globals. */
  public TemplateEngine(TemplateLimits limits) {
    this(limits, Extensions.NONE, RandomGenerator.getDefault());
  }

  /**
   * An engine that knows more.
   *
   * @param random where {@code random} and {@code lipsum} take their choices from
   */
  public TemplateEngine(TemplateLimits limits, Extensions extensions, RandomGenerator random) {
    this.limits = limits;
  }

  /**
   * Compiles a text. A text without <code>{{</code>, <code>{%</code> and <code>{#</code> is
   * constant.
   *
   * @throws TemplateError if it is not a template
   */
  public Template compile(String source, TemplateSource where) {
    throw new UnsupportedOperationException("The compiler is not there yet, limits: " + limits);
  }
}
