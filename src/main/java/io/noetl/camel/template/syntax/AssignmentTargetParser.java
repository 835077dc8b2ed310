package io.noetl.camel.template.syntax;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be assigned to: names, tuples of them, attributes of namespaces; and parameters. */
final class AssignmentTargetParser {
  private final Tokens tokens;
  private final ExpressionParser expressions;

  AssignmentTargetParser(Tokens tokens, ExpressionParser expressions) {
    this.tokens = tokens;
    this.expressions = expressions;
  }

  /**
   * A target of {@code set}, {@code for} or {@code with}.
   *
   * @param namespaces whether attributes of namespaces are targets
   */
  Expr target(boolean namespaces) {
    Span start = tokens.current().span();
    List<Expr> items = new ArrayList<>();
    boolean isTuple = false;
    while (true) {
      if (!items.isEmpty()) {
        tokens.expect(TokenType.COMMA);
      }
      if (expressions.atTupleEnd()) {
        break;
      }
      items.add(item(namespaces));
      if (!tokens.at(TokenType.COMMA)) {
        break;
      }
      isTuple = true;
    }
    if (!isTuple && items.isEmpty()) {
      throw new TemplateSyntaxException(
          "Expected an expression, got " + Tokens.quoted(tokens.current().description()),
          tokens.current().span());
    }
    Expr target = isTuple ? new Expr.TupleOf(items, tokens.since(start)) : items.getFirst();
    String obstacle = obstacle(target);
    if (obstacle != null) {
      throw new TemplateSyntaxException("can't assign to '" + obstacle + "'", target.span());
    }
    return target;
  }

  private Expr item(boolean namespaces) {
    if (!namespaces || !tokens.at(TokenType.NAME) || !tokens.look().is(TokenType.DOT)) {
      return expressions.primary();
    }
    Expr name = expressions.primary();
    if (!(name instanceof Expr.Name namespace)) {
      return name;
    }
    tokens.next();
    String attribute = tokens.expect(TokenType.NAME).text();
    return new Expr.NamespaceTarget(namespace.name(), attribute, tokens.since(namespace.span()));
  }

  /** What Jinja2 calls the kind of expression that is no target; null where it is one. */
  private static @Nullable String obstacle(Expr target) {
    return switch (target) {
      case Expr.Name n -> null;
      case Expr.NamespaceTarget n -> null;
      case Expr.TupleOf t ->
          t.items().stream().allMatch(item -> obstacle(item) == null) ? null : "tuple";
      case Expr.ListOf l -> "list";
      case Expr.DictOf d -> "dict";
      case Expr.Literal l -> "const";
      case Expr.Attribute a -> "getattr";
      case Expr.Item i -> "getitem";
      case Expr.Call c -> "call";
      case Expr.Filter f -> "filter";
      case Expr.Test t -> "test";
      case Expr.Conditional c -> "condexpr";
      case Expr.Comparison c -> "compare";
      case Expr.Concatenation c -> "concat";
      case Expr.Unary u -> u.operator().nodeName();
      case Expr.Binary b -> b.operator().nodeName();
      case Expr.Text t -> "templatedata";
      case Expr.Slice s -> "slice";
    };
  }

  /** One name. */
  Expr.Name name() {
    Lexeme token = tokens.expect(TokenType.NAME);
    if (isConstant(token.text())) {
      throw new TemplateSyntaxException("can't assign to 'name'", token.span());
    }
    return new Expr.Name(token.text(), token.span());
  }

  private static boolean isConstant(String name) {
    return switch (name) {
      case "true", "false", "none", "True", "False", "None" -> true;
      default -> false;
    };
  }

  /** The parameters of a macro or a call block. */
  Stmt.Parameters parameters() {
    Span start = tokens.expect(TokenType.LPAREN).span();
    List<Expr.Name> names = new ArrayList<>();
    List<Expr> defaults = new ArrayList<>();
    while (!tokens.at(TokenType.RPAREN)) {
      if (!names.isEmpty()) {
        tokens.expect(TokenType.COMMA);
      }
      Expr.Name name = name();
      if (tokens.skipIf(TokenType.ASSIGN)) {
        defaults.add(expressions.expression());
      } else if (!defaults.isEmpty()) {
        throw new TemplateSyntaxException(
            "non-default argument follows default argument", tokens.since(start));
      }
      names.add(name);
    }
    tokens.expect(TokenType.RPAREN);
    return new Stmt.Parameters(names, defaults);
  }
}
