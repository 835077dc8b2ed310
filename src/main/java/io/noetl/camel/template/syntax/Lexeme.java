package io.noetl.camel.template.syntax;

import org.jspecify.annotations.Nullable;

/**
 * One token.
 *
 * @param type its kind
 * @param value the name, the text of data and strings, the number; null for operators and marks
 * @param span where it stands
 */
record Lexeme(TokenType type, @Nullable Object value, Span span) {

  boolean is(TokenType other) {
    return type == other;
  }

  /** Whether it is this name, which may be a keyword. */
  boolean isName(String name) {
    return type == TokenType.NAME && name.equals(value);
  }

  /** The text of a name, of data or of a string. */
  String text() {
    return String.valueOf(value);
  }

  /** How Jinja2's messages call it. */
  String description() {
    return type == TokenType.NAME ? text() : type.words();
  }
}
