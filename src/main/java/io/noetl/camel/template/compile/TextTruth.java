package io.noetl.camel.template.compile;

import io.noetl.camel.template.syntax.Expr;
import io.noetl.camel.template.syntax.Expr.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** When a text that a condition gives is true: that depends on how the condition is written. */
public enum TextTruth {
  /**
   * A bare text, be it a literal, a name or a template with text in it: NoETL's true, 1 and yes.
   */
  SAYS_YES,
  /** What a filter, a call or an {@code if … else} gives: any text but an empty one and a no. */
  SAYS_NOT_NO,
  /** An operand that {@code and} or {@code or} gives: any text but the empty one. */
  JINJA;

  /** How the texts of a template are read; null for one that is not a single expression. */
  static TextTruth of(@Nullable Expr whole) {
    return switch (whole) {
      case null -> SAYS_YES;
      case Expr.Name name -> SAYS_YES;
      case Expr.Attribute attribute -> SAYS_YES;
      case Expr.Item item -> SAYS_YES;
      case Expr.Literal literal -> SAYS_YES;
      case Expr.Text text -> SAYS_YES;
      case Expr.Binary binary
          when binary.operator() == BinaryOperator.AND || binary.operator() == BinaryOperator.OR ->
          JINJA;
      default -> SAYS_NOT_NO;
    };
  }
}
