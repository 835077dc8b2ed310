package io.noetl.camel.template.syntax;

import io.noetl.camel.template.syntax.Expr.Arguments;
import io.noetl.camel.template.syntax.Expr.Keyword;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The arguments of one call: {@code (a, k=b, *c, **d)}, in this order. */
final class ArgumentParser {
  private final Tokens tokens;
  private final ExpressionParser expressions;
  private final List<Expr> positional = new ArrayList<>();
  private final List<Keyword> keywords = new ArrayList<>();
  private @Nullable Expr spread;
  private @Nullable Expr spreadKeywords;

  ArgumentParser(Tokens tokens, ExpressionParser expressions) {
    this.tokens = tokens;
    this.expressions = expressions;
  }

  Arguments parse() {
    Span start = tokens.expect(TokenType.LPAREN).span();
    boolean comma = false;
    while (!tokens.at(TokenType.RPAREN)) {
      if (comma) {
        tokens.expect(TokenType.COMMA);
        if (tokens.at(TokenType.RPAREN)) {
          break;
        }
      }
      argument(start);
      comma = true;
    }
    tokens.expect(TokenType.RPAREN);
    return new Arguments(positional, keywords, spread, spreadKeywords);
  }

  private void argument(Span start) {
    if (tokens.at(TokenType.MUL)) {
      ensure(spread == null && spreadKeywords == null, start);
      tokens.next();
      spread = expressions.expression();
    } else if (tokens.at(TokenType.POW)) {
      ensure(spreadKeywords == null, start);
      tokens.next();
      spreadKeywords = expressions.expression();
    } else if (tokens.at(TokenType.NAME) && tokens.look().is(TokenType.ASSIGN)) {
      ensure(spreadKeywords == null, start);
      String name = tokens.next().text();
      tokens.next();
      keywords.add(new Keyword(name, expressions.expression()));
    } else {
      ensure(spread == null && spreadKeywords == null && keywords.isEmpty(), start);
      positional.add(expressions.expression());
    }
  }

  private static void ensure(boolean valid, Span start) {
    if (!valid) {
      throw new TemplateSyntaxException("invalid syntax for function call expression", start);
    }
  }
}
