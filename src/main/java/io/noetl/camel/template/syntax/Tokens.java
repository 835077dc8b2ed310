package io.noetl.camel.template.syntax;

import org.jspecify.annotations.Nullable;

/** The tokens of a template with the current one, and one more ahead where a rule needs it. */
final class Tokens {
  private final Lexer lexer;
  private Lexeme current;
  private Span last = new Span(0, 0);
  private @Nullable Lexeme ahead;

  Tokens(Lexer lexer) {
    this.lexer = lexer;
    this.current = lexer.next();
  }

  Lexeme current() {
    return current;
  }

  /** The token behind the current one. */
  Lexeme look() {
    if (ahead == null) {
      ahead = lexer.next();
    }
    return ahead;
  }

  /** Goes one token ahead and returns the one that was current. */
  Lexeme next() {
    Lexeme token = current;
    last = token.span();
    if (ahead == null) {
      current = lexer.next();
    } else {
      current = ahead;
      ahead = null;
    }
    return token;
  }

  boolean at(TokenType type) {
    return current.is(type);
  }

  boolean atName(String name) {
    return current.isName(name);
  }

  boolean skipIf(TokenType type) {
    boolean there = current.is(type);
    if (there) {
      next();
    }
    return there;
  }

  boolean skipIfName(String name) {
    boolean there = current.isName(name);
    if (there) {
      next();
    }
    return there;
  }

  Lexeme expect(TokenType type) {
    if (!current.is(type)) {
      throw unexpected(type.words());
    }
    return next();
  }

  Lexeme expectName(String name) {
    if (!current.isName(name)) {
      throw unexpected(name);
    }
    return next();
  }

  /** From the beginning of a part to the end of the token before the current one. */
  Span since(Span start) {
    return start.to(last);
  }

  private TemplateSyntaxException unexpected(String expected) {
    return new TemplateSyntaxException(
        current.is(TokenType.EOF)
            ? "unexpected end of template, expected " + quoted(expected) + "."
            : "expected token " + quoted(expected) + ", got " + quoted(current.description()),
        current.span());
  }

  static String quoted(String text) {
    return "'" + text + "'";
  }
}
