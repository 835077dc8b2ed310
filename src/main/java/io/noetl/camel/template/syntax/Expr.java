package io.noetl.camel.template.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An expression. */
public sealed interface Expr extends Node {

  /** A variable that is read or, as a target, set. */
  record Name(String name, Span span) implements Expr {}

  /** {@code a.b} as a target of {@code set}: an attribute of a namespace. */
  record NamespaceTarget(String name, String attribute, Span span) implements Expr {}

  /** A literal: null, Boolean, Long, BigInteger, Double or String. */
  record Literal(@Nullable Object value, Span span) implements Expr {}

  /** Text outside of all tags. */
  record Text(String text, Span span) implements Expr {}

  /** {@code (a, b)}, also as a target. */
  record TupleOf(List<Expr> items, Span span) implements Expr {}

  /** {@code [a, b]}. */
  record ListOf(List<Expr> items, Span span) implements Expr {}

  /** <code>{a: b}</code>. */
  record DictOf(List<Pair> pairs, Span span) implements Expr {}

  /** An entry of a dict. */
  record Pair(Expr key, Expr value) {}

  /** {@code -a}, {@code +a}, {@code not a}. */
  record Unary(UnaryOperator operator, Expr operand, Span span) implements Expr {}

  /** {@code a + b} and the like; {@code and} and {@code or} decide on the left one first. */
  record Binary(BinaryOperator operator, Expr left, Expr right, Span span) implements Expr {}

  /** {@code a < b <= c}, {@code a in b}. */
  record Comparison(Expr first, List<Operand> rest, Span span) implements Expr {}

  /** An operator of a comparison and what stands on its right. */
  record Operand(CompareOperator operator, Expr value) {}

  /** {@code a ~ b ~ c}. */
  record Concatenation(List<Expr> parts, Span span) implements Expr {}

  /**
   * {@code a if test else b}.
   *
   * @param lineAt the part whose line Jinja2's message names when there is no {@code else}
   */
  record Conditional(Expr test, Expr then, @Nullable Expr otherwise, Span lineAt, Span span)
      implements Expr {}

  /** {@code a.b}. */
  record Attribute(Expr object, String name, Span span) implements Expr {}

  /** {@code a[b]} and {@code a.0}. */
  record Item(Expr object, Expr key, Span span) implements Expr {}

  /** {@code a:b:c} in brackets. */
  record Slice(@Nullable Expr start, @Nullable Expr stop, @Nullable Expr step, Span span)
      implements Expr {}

  /** {@code f(a, k=b, *c, **d)}. */
  record Call(Expr callee, Arguments arguments, Span span) implements Expr {}

  /**
   * {@code a | f(b)}.
   *
   * @param subject null in a filter block, whose body is the subject
   * @param nameSpan where the filter's name stands
   */
  record Filter(@Nullable Expr subject, String name, Arguments arguments, Span nameSpan, Span span)
      implements Expr {}

  /** {@code a is t(b)}. */
  record Test(Expr subject, String name, Arguments arguments, Span nameSpan, Span span)
      implements Expr {}

  /** What is handed to a call, a filter or a test. */
  record Arguments(
      List<Expr> positional,
      List<Keyword> keywords,
      @Nullable Expr spread,
      @Nullable Expr spreadKeywords) {

    /** No arguments. */
    public static final Arguments NONE = new Arguments(List.of(), List.of(), null, null);
  }

  /** {@code k=b}. */
  record Keyword(String name, Expr value) {}

  /** {@code - + not}. */
  enum UnaryOperator {
    NEGATE("neg"),
    PLUS("pos"),
    NOT("not");

    private final String nodeName;

    UnaryOperator(String nodeName) {
      this.nodeName = nodeName;
    }

    /** What Jinja2's messages call it. */
    String nodeName() {
      return nodeName;
    }
  }

  /** The operators between two values that give a value. */
  enum BinaryOperator {
    ADD("add"),
    SUBTRACT("sub"),
    MULTIPLY("mul"),
    DIVIDE("div"),
    FLOOR_DIVIDE("floordiv"),
    MODULO("mod"),
    POWER("pow"),
    AND("and"),
    OR("or");

    private final String nodeName;

    BinaryOperator(String nodeName) {
      this.nodeName = nodeName;
    }

    /** What Jinja2's messages call it. */
    String nodeName() {
      return nodeName;
    }
  }

  /** The operators that compare. */
  enum CompareOperator {
    EQUAL("=="),
    NOT_EQUAL("!="),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">="),
    IN("in"),
    NOT_IN("not in");

    private final String symbol;

    CompareOperator(String symbol) {
      this.symbol = symbol;
    }

    /** The operator as Python's messages write it. */
    public String symbol() {
      return symbol;
    }
  }
}
