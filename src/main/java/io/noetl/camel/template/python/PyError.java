package io.noetl.camel.template.python;

import io.noetl.camel.template.syntax.Span;
import org.jspecify.annotations.Nullable;

/** An exception of Python or Jinja2 while a template renders. It gets its place on the way up. */
public final class PyError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String type;
  private final String hint;
  private transient @Nullable Span span;

  /**
   * An error with a cure.
   *
   * @param type the exception's class
   * @param hint what to do about it
   */
  public PyError(String type, String message, String hint) {
    super(message, null, false, false);
    this.type = type;
    this.hint = hint;
  }

  /** An error of the given class. */
  public PyError(String type, String message) {
    this(type, message, "");
  }

  /** A {@code TypeError}. */
  public static PyError type(String message) {
    return new PyError("TypeError", message);
  }

  /** A {@code ValueError}. */
  public static PyError value(String message) {
    return new PyError("ValueError", message);
  }

  /** A {@code KeyError}, whose message is the key's repr. */
  public static PyError key(@Nullable Object key) {
    return new PyError("KeyError", Repr.of(key));
  }

  /** An {@code IndexError}. */
  public static PyError index(String message) {
    return new PyError("IndexError", message);
  }

  /** An {@code OverflowError}. */
  public static PyError overflow(String message) {
    return new PyError("OverflowError", message);
  }

  /** A {@code ZeroDivisionError}. */
  public static PyError zeroDivision(String message) {
    return new PyError("ZeroDivisionError", message);
  }

  /** Values that are nested too deep, or within themselves. */
  public static PyError recursion(String message) {
    return new PyError("RecursionError", message);
  }

  /** The exception's class. */
  public String type() {
    return type;
  }

  /** The message. */
  public String message() {
    String message = getMessage();
    return message == null ? "" : message;
  }

  /** What to do about it, or empty. */
  public String hint() {
    return hint;
  }

  /** Where it happened, as far as it is known. */
  public @Nullable Span span() {
    return span;
  }

  /** Notes the innermost expression that failed: the first one that asks. */
  public PyError at(Span place) {
    if (span == null) {
      span = place;
    }
    return this;
  }

  /** Whether it is of one of the classes. */
  public boolean is(String... types) {
    for (String one : types) {
      if (one.equals(type)) {
        return true;
      }
    }
    return false;
  }
}
