package io.noetl.camel.template.syntax;

import io.noetl.camel.template.syntax.Expr.Arguments;
import io.noetl.camel.template.syntax.Expr.UnaryOperator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands behind a primary expression: the rules from {@code postfix} on of the grammar. */
final class SuffixParser {
  private final Tokens tokens;
  private final Nesting nesting;
  private final ExpressionParser expressions;

  SuffixParser(Tokens tokens, Nesting nesting, ExpressionParser expressions) {
    this.tokens = tokens;
    this.nesting = nesting;
    this.expressions = expressions;
  }

  /** Attributes, items and calls. */
  Expr postfix(Expr object, Span start) {
    Expr result = object;
    Nesting.Chain chain = nesting.chain();
    while (true) {
      chain.link(start);
      switch (tokens.current().type()) {
        case DOT -> result = attribute(result, start);
        case LBRACKET -> result = item(result, start);
        case LPAREN -> result = call(result, start);
        default -> {
          return result;
        }
      }
    }
  }

  private Expr attribute(Expr object, Span start) {
    tokens.next();
    Lexeme token = tokens.next();
    return switch (token.type()) {
      case NAME -> new Expr.Attribute(object, token.text(), tokens.since(start));
      case INTEGER -> {
        Expr index = new Expr.Literal(token.value(), token.span());
        yield new Expr.Item(object, index, tokens.since(start));
      }
      default -> throw new TemplateSyntaxException("expected name or number", token.span());
    };
  }

  private Expr item(Expr object, Span start) {
    Span bracket = tokens.next().span();
    List<Expr> keys = new ArrayList<>();
    while (!tokens.at(TokenType.RBRACKET)) {
      if (!keys.isEmpty()) {
        tokens.expect(TokenType.COMMA);
      }
      keys.add(subscript());
    }
    tokens.expect(TokenType.RBRACKET);
    Span span = tokens.since(start);
    Expr key = keys.size() == 1 ? keys.getFirst() : new Expr.TupleOf(keys, bracket);
    return new Expr.Item(object, key, span);
  }

  private Expr subscript() {
    Span start = tokens.current().span();
    Expr first = null;
    if (!tokens.at(TokenType.COLON)) {
      first = expressions.expression();
      if (!tokens.at(TokenType.COLON)) {
        return first;
      }
    }
    tokens.next();
    Expr stop = tokens.at(TokenType.COLON) ? null : sliceBound();
    Expr step = tokens.skipIf(TokenType.COLON) ? sliceBound() : null;
    return new Expr.Slice(first, stop, step, tokens.since(start));
  }

  private @Nullable Expr sliceBound() {
    boolean none = tokens.at(TokenType.RBRACKET) || tokens.at(TokenType.COMMA);
    return none ? null : expressions.expression();
  }

  private Expr call(Expr callee, Span start) {
    Arguments arguments = new ArgumentParser(tokens, expressions).parse();
    return new Expr.Call(callee, arguments, tokens.since(start));
  }

  /** Filters, tests and calls. */
  Expr filters(Expr subject, Span start) {
    Expr result = subject;
    Nesting.Chain chain = nesting.chain();
    while (true) {
      chain.link(start);
      if (tokens.at(TokenType.PIPE)) {
        tokens.next();
        result = filter(result, start);
      } else if (tokens.atName("is")) {
        result = test(result, start);
      } else if (tokens.at(TokenType.LPAREN)) {
        result = call(result, start);
      } else {
        return result;
      }
    }
  }

  /** One filter; the bar before it is taken already. */
  Expr.Filter filter(@Nullable Expr subject, Span start) {
    Span nameStart = tokens.current().span();
    String name = dottedName();
    Span nameSpan = tokens.since(nameStart);
    Arguments arguments =
        tokens.at(TokenType.LPAREN)
            ? new ArgumentParser(tokens, expressions).parse()
            : Arguments.NONE;
    return new Expr.Filter(subject, name, arguments, nameSpan, tokens.since(start));
  }

  private String dottedName() {
    String name = tokens.expect(TokenType.NAME).text();
    while (tokens.skipIf(TokenType.DOT)) {
      name += "." + tokens.expect(TokenType.NAME).text();
    }
    return name;
  }

  private Expr test(Expr subject, Span start) {
    tokens.next();
    boolean negated = tokens.skipIfName("not");
    Span nameStart = tokens.current().span();
    String name = dottedName();
    Span nameSpan = tokens.since(nameStart);
    Arguments arguments = Arguments.NONE;
    if (tokens.at(TokenType.LPAREN)) {
      arguments = new ArgumentParser(tokens, expressions).parse();
    } else if (atTestArgument()) {
      if (tokens.atName("is")) {
        throw new TemplateSyntaxException(
            "You cannot chain multiple tests with is", tokens.current().span());
      }
      Span argumentStart = tokens.current().span();
      Expr argument = postfix(expressions.primary(), argumentStart);
      arguments = new Arguments(List.of(argument), List.of(), null, null);
    }
    Expr test = new Expr.Test(subject, name, arguments, nameSpan, tokens.since(start));
    return negated ? new Expr.Unary(UnaryOperator.NOT, test, test.span()) : test;
  }

  private boolean atTestArgument() {
    return switch (tokens.current().type()) {
      case NAME -> !tokens.atName("else") && !tokens.atName("or") && !tokens.atName("and");
      case STRING, INTEGER, FLOAT, LBRACKET, LBRACE -> true;
      default -> false;
    };
  }
}
