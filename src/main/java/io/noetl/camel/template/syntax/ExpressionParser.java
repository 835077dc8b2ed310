package io.noetl.camel.template.syntax;

import io.noetl.camel.template.syntax.Expr.BinaryOperator;
import io.noetl.camel.template.syntax.Expr.CompareOperator;
import io.noetl.camel.template.syntax.Expr.UnaryOperator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The grammar of expressions, from the loosest to the tightest binding:
 *
 * <pre>
 * tuple       = expression {"," expression} [","]
 * expression  = or {"if" or ["else" expression]}
 * or          = and {"or" and}
 * and         = not {"and" not}
 * not         = "not" not | comparison
 * comparison  = sum {("==" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "not" "in") sum}
 * sum         = concat {("+" | "-") concat}
 * concat      = product {"~" product}
 * product     = power {("*" | "/" | "//" | "%") power}
 * power       = unary {"**" unary}                                 (from the left, as Jinja2 has it)
 * unary       = ("-" | "+") unary | primary, then postfix, then filters (none behind a sign)
 * postfix     = {"." (name | integer) | "[" subscript {"," subscript} "]" | arguments}
 * filters     = {"|" filter | "is" ["not"] test | arguments}
 * filter      = name {"." name} [arguments]
 * test        = name {"." name} [arguments | primary postfix]
 * subscript   = expression | [expression] ":" [expression] [":" [expression]]
 * arguments   = "(" [argument {"," argument} [","]] ")"
 * argument    = expression | name "=" expression | "*" expression | "**" expression
 * primary     = name | literal | string {string} | "(" [tuple] ")" | list | dict
 * </pre>
 */
final class ExpressionParser {
  private final Tokens tokens;
  private final Nesting nesting;
  private final SuffixParser suffixes;

  ExpressionParser(Tokens tokens, Nesting nesting) {
    this.tokens = tokens;
    this.nesting = nesting;
    this.suffixes = new SuffixParser(tokens, nesting, this);
  }

  /** A tuple without brackets, or the one expression. */
  Expr tuple() {
    return tuple(true, false);
  }

  /**
   * As {@link #tuple()}.
   *
   * @param conditional whether {@code if} belongs to the expression
   * @param bracketed whether it may be empty
   */
  Expr tuple(boolean conditional, boolean bracketed) {
    Span start = tokens.current().span();
    List<Expr> items = new ArrayList<>();
    boolean isTuple = false;
    while (true) {
      if (!items.isEmpty()) {
        tokens.expect(TokenType.COMMA);
      }
      if (atTupleEnd()) {
        break;
      }
      items.add(conditional ? expression() : or());
      if (!tokens.at(TokenType.COMMA)) {
        break;
      }
      isTuple = true;
    }
    if (!isTuple) {
      if (!items.isEmpty()) {
        return items.getFirst();
      }
      if (!bracketed) {
        throw new TemplateSyntaxException(
            "Expected an expression, got " + Tokens.quoted(tokens.current().description()),
            tokens.current().span());
      }
    }
    return new Expr.TupleOf(items, tokens.since(start));
  }

  boolean atTupleEnd() {
    return switch (tokens.current().type()) {
      case VARIABLE_END, BLOCK_END, RPAREN -> true;
      default -> false;
    };
  }

  Expr expression() {
    nesting.enter(tokens.current().span());
    Expr result = conditional();
    nesting.leave();
    return result;
  }

  private Expr conditional() {
    Span start = tokens.current().span();
    Span lineStart = start;
    Expr then = or();
    Nesting.Chain chain = nesting.chain();
    while (tokens.skipIfName("if")) {
      chain.link(start);
      Expr test = or();
      Expr otherwise = tokens.skipIfName("else") ? expression() : null;
      then = new Expr.Conditional(test, then, otherwise, lineStart, tokens.since(start));
      lineStart = tokens.current().span();
    }
    return then;
  }

  Expr or() {
    Span start = tokens.current().span();
    Expr left = and();
    Nesting.Chain chain = nesting.chain();
    while (tokens.skipIfName("or")) {
      chain.link(start);
      left = binary(BinaryOperator.OR, left, and(), start);
    }
    return left;
  }

  private Expr and() {
    Span start = tokens.current().span();
    Expr left = not();
    Nesting.Chain chain = nesting.chain();
    while (tokens.skipIfName("and")) {
      chain.link(start);
      left = binary(BinaryOperator.AND, left, not(), start);
    }
    return left;
  }

  private Expr not() {
    if (!tokens.atName("not")) {
      return comparison();
    }
    Span start = tokens.next().span();
    nesting.enter(start);
    Expr operand = not();
    nesting.leave();
    return new Expr.Unary(UnaryOperator.NOT, operand, tokens.since(start));
  }

  private Expr comparison() {
    Span start = tokens.current().span();
    Expr first = sum();
    List<Expr.Operand> rest = null;
    for (CompareOperator operator = compareOperator();
        operator != null;
        operator = compareOperator()) {
      if (rest == null) {
        rest = new ArrayList<>();
      }
      rest.add(new Expr.Operand(operator, sum()));
    }
    return rest == null ? first : new Expr.Comparison(first, rest, tokens.since(start));
  }

  /** Takes the operator of a comparison, if there is one. */
  private @Nullable CompareOperator compareOperator() {
    CompareOperator operator =
        switch (tokens.current().type()) {
          case EQ -> CompareOperator.EQUAL;
          case NE -> CompareOperator.NOT_EQUAL;
          case LT -> CompareOperator.LESS;
          case LTEQ -> CompareOperator.LESS_OR_EQUAL;
          case GT -> CompareOperator.GREATER;
          case GTEQ -> CompareOperator.GREATER_OR_EQUAL;
          case NAME ->
              tokens.atName("in")
                  ? CompareOperator.IN
                  : tokens.atName("not") && tokens.look().isName("in")
                      ? CompareOperator.NOT_IN
                      : null;
          default -> null;
        };
    if (operator == CompareOperator.NOT_IN) {
      tokens.next();
    }
    if (operator != null) {
      tokens.next();
    }
    return operator;
  }

  private Expr sum() {
    Span start = tokens.current().span();
    Expr left = concatenation();
    Nesting.Chain chain = nesting.chain();
    while (tokens.at(TokenType.ADD) || tokens.at(TokenType.SUB)) {
      chain.link(start);
      boolean add = tokens.next().is(TokenType.ADD);
      BinaryOperator operator = add ? BinaryOperator.ADD : BinaryOperator.SUBTRACT;
      left = binary(operator, left, concatenation(), start);
    }
    return left;
  }

  private Expr concatenation() {
    Span start = tokens.current().span();
    Expr first = product();
    if (!tokens.at(TokenType.TILDE)) {
      return first;
    }
    List<Expr> parts = new ArrayList<>();
    parts.add(first);
    while (tokens.skipIf(TokenType.TILDE)) {
      parts.add(product());
    }
    return new Expr.Concatenation(parts, tokens.since(start));
  }

  private Expr product() {
    Span start = tokens.current().span();
    Expr left = power();
    Nesting.Chain chain = nesting.chain();
    while (true) {
      BinaryOperator operator =
          switch (tokens.current().type()) {
            case MUL -> BinaryOperator.MULTIPLY;
            case DIV -> BinaryOperator.DIVIDE;
            case FLOORDIV -> BinaryOperator.FLOOR_DIVIDE;
            case MOD -> BinaryOperator.MODULO;
            default -> null;
          };
      if (operator == null) {
        return left;
      }
      chain.link(start);
      tokens.next();
      left = binary(operator, left, power(), start);
    }
  }

  private Expr power() {
    Span start = tokens.current().span();
    Expr left = unary(true);
    Nesting.Chain chain = nesting.chain();
    while (tokens.skipIf(TokenType.POW)) {
      chain.link(start);
      left = binary(BinaryOperator.POWER, left, unary(true), start);
    }
    return left;
  }

  private Expr binary(BinaryOperator operator, Expr left, Expr right, Span start) {
    return new Expr.Binary(operator, left, right, tokens.since(start));
  }

  private Expr unary(boolean withFilters) {
    Span start = tokens.current().span();
    Expr result;
    if (tokens.at(TokenType.SUB) || tokens.at(TokenType.ADD)) {
      boolean minus = tokens.next().is(TokenType.SUB);
      nesting.enter(start);
      Expr operand = unary(false);
      nesting.leave();
      UnaryOperator operator = minus ? UnaryOperator.NEGATE : UnaryOperator.PLUS;
      result = new Expr.Unary(operator, operand, tokens.since(start));
    } else {
      result = primary();
    }
    result = suffixes.postfix(result, start);
    return withFilters ? suffixes.filters(result, start) : result;
  }

  /** One filter; the bar before it is taken already. */
  Expr.Filter filter(@Nullable Expr subject, Span start) {
    return suffixes.filter(subject, start);
  }

  /** A name, a literal or something in brackets. */
  Expr primary() {
    Lexeme token = tokens.current();
    return switch (token.type()) {
      case NAME -> name(tokens.next());
      case STRING -> string(tokens.next());
      case INTEGER, FLOAT -> new Expr.Literal(tokens.next().value(), token.span());
      case LPAREN -> {
        tokens.next();
        nesting.enter(token.span());
        Expr inside = tuple(true, true);
        nesting.leave();
        tokens.expect(TokenType.RPAREN);
        yield inside;
      }
      case LBRACKET -> list(tokens.next().span());
      case LBRACE -> dict(tokens.next().span());
      default ->
          throw new TemplateSyntaxException(
              "unexpected " + Tokens.quoted(token.description()), token.span());
    };
  }

  private static Expr name(Lexeme token) {
    return switch (token.text()) {
      case "true", "True" -> new Expr.Literal(true, token.span());
      case "false", "False" -> new Expr.Literal(false, token.span());
      case "none", "None" -> new Expr.Literal(null, token.span());
      default -> new Expr.Name(token.text(), token.span());
    };
  }

  private Expr string(Lexeme first) {
    StringBuilder text = new StringBuilder(first.text());
    while (tokens.at(TokenType.STRING)) {
      text.append(tokens.next().text());
    }
    return new Expr.Literal(text.toString(), tokens.since(first.span()));
  }

  private Expr list(Span start) {
    List<Expr> items = new ArrayList<>();
    while (!tokens.at(TokenType.RBRACKET)) {
      if (!items.isEmpty()) {
        tokens.expect(TokenType.COMMA);
      }
      if (tokens.at(TokenType.RBRACKET)) {
        break;
      }
      items.add(expression());
    }
    tokens.expect(TokenType.RBRACKET);
    return new Expr.ListOf(items, tokens.since(start));
  }

  private Expr dict(Span start) {
    List<Expr.Pair> pairs = new ArrayList<>();
    while (!tokens.at(TokenType.RBRACE)) {
      if (!pairs.isEmpty()) {
        tokens.expect(TokenType.COMMA);
      }
      if (tokens.at(TokenType.RBRACE)) {
        break;
      }
      Expr key = expression();
      tokens.expect(TokenType.COLON);
      pairs.add(new Expr.Pair(key, expression()));
    }
    tokens.expect(TokenType.RBRACE);
    return new Expr.DictOf(pairs, tokens.since(start));
  }
}
