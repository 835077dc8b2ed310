package io.noetl.camel.template;

/** What an undefined value does. */
public enum UndefinedPolicy {
  /** Jinja2's {@code Undefined}: prints empty, is false and empty; anything else is an error. */
  LENIENT,

  /**
   * As lenient; what {@code default} and {@code is defined} ask about may be missing at any depth.
   */
  FORGIVING,

  /** Jinja2's {@code StrictUndefined}: whatever is done with it but {@code is defined} fails. */
  STRICT
}
