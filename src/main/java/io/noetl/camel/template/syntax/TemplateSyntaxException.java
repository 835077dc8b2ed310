package io.noetl.camel.template.syntax;

/** A text that is not a template, with Jinja2's message. */
public final class TemplateSyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String errorClass;
  private final String hint;
  private final transient Span span;

  /**
   * An error that is not a plain syntax error.
   *
   * @param errorClass Jinja2's or Python's name of the error
   * @param hint the cure, or empty
   */
  public TemplateSyntaxException(String errorClass, String message, String hint, Span span) {
    super(message, null, false, false);
    this.errorClass = errorClass;
    this.hint = hint;
    this.span = span;
  }

  /** A {@code TemplateSyntaxError}. */
  public TemplateSyntaxException(String message, Span span) {
    this("TemplateSyntaxError", message, "", span);
  }

  /** Jinja2's or Python's name of the error. */
  public String errorClass() {
    return errorClass;
  }

  /** The cure, or empty. */
  public String hint() {
    return hint;
  }

  /** The offending part. */
  public Span span() {
    return span;
  }
}
