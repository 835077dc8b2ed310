package io.noetl.camel.template;

/**
 * A template that does not compile, or failed. {@link #getMessage} is for a person: the error, its
 * place in the document, the line with the offending expression marked, and the cure where there is
 * one.
 */
public final class TemplateError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String errorClass;
  private final String message;
  private final String hint;
  private final transient TemplateSource where;
  private final int line;
  private final int column;
  private final String expression;

  /**
   * An error with its place.
   *
   * @param errorClass Jinja2's or Python's name of the error
   * @param message Jinja2's message
   * @param hint the cure, or empty
   * @param where the template
   * @param line the line in the document, from 1
   * @param column the column in that line, from 1
   * @param expression the offending part of the template
   * @param excerpt the line of the template and the mark under it
   */
  public TemplateError(
      String errorClass,
      String message,
      String hint,
      TemplateSource where,
      int line,
      int column,
      String expression,
      String excerpt) {
    super(describe(errorClass, message, hint, where, line, column, excerpt));
    this.errorClass = errorClass;
    this.message = message;
    this.hint = hint;
    this.where = where;
    this.line = line;
    this.column = column;
    this.expression = expression;
  }

  private static String describe(
      String errorClass,
      String message,
      String hint,
      TemplateSource where,
      int line,
      int column,
      String excerpt) {
    StringBuilder text = new StringBuilder(errorClass).append(": ").append(message);
    if (!hint.isEmpty()) {
      text.append(" (").append(hint).append(')');
    }
    text.append("\n  at ").append(where.file().isEmpty() ? "template" : where.file());
    text.append(':').append(line).append(':').append(column);
    if (!where.field().isEmpty()) {
      text.append(" (").append(where.field()).append(')');
    }
    return excerpt.isEmpty() ? text.toString() : text.append('\n').append(excerpt).toString();
  }

  /** The name that Jinja2 or Python gives the error, for example {@code UndefinedError}. */
  public String errorClass() {
    return errorClass;
  }

  /** Jinja2's message, word for word. */
  public String message() {
    return message;
  }

  /** What to do about it; empty where there is nothing to add. */
  public String hint() {
    return hint;
  }

  /** The template that failed. */
  public TemplateSource where() {
    return where;
  }

  /** The line in the document, from 1; in the template where its place is not known. */
  public int line() {
    return line;
  }

  /** The column in that line, from 1. */
  public int column() {
    return column;
  }

  /** The part of the template that failed. */
  public String expression() {
    return expression;
  }

  /** Whether an undefined value is the cause. */
  public boolean isUndefined() {
    return errorClass.equals("UndefinedError");
  }
}
