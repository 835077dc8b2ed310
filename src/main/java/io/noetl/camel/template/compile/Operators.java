package io.noetl.camel.template.compile;

import io.noetl.camel.template.python.Arithmetic;
import io.noetl.camel.template.python.Equality;
import io.noetl.camel.template.python.Html;
import io.noetl.camel.template.python.Iteration;
import io.noetl.camel.template.python.Markup;
import io.noetl.camel.template.python.Ordering;
import io.noetl.camel.template.python.Str;
import io.noetl.camel.template.python.Truth;
import io.noetl.camel.template.runtime.Activation;
import io.noetl.camel.template.runtime.Code;
import io.noetl.camel.template.syntax.Expr.BinaryOperator;
import io.noetl.camel.template.syntax.Expr.CompareOperator;
import io.noetl.camel.template.syntax.Expr.UnaryOperator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The closures of operators. */
final class Operators {
  private Operators() {}

  static Code unary(UnaryOperator operator, Code operand) {
    return switch (operator) {
      case NOT -> a -> !Truth.of(operand.eval(a));
      case NEGATE -> a -> Arithmetic.negate(operand.eval(a));
      case PLUS -> a -> Arithmetic.plus(operand.eval(a));
    };
  }

  static Code binary(BinaryOperator operator, Code left, Code right) {
    return switch (operator) {
      case ADD -> a -> Arithmetic.add(left.eval(a), right.eval(a), a.rendering().meter());
      case SUBTRACT -> a -> Arithmetic.subtract(left.eval(a), right.eval(a));
      case MULTIPLY -> a -> Arithmetic.multiply(left.eval(a), right.eval(a), a.rendering().meter());
      case DIVIDE -> a -> Arithmetic.divide(left.eval(a), right.eval(a));
      case FLOOR_DIVIDE -> a -> Arithmetic.floorDivide(left.eval(a), right.eval(a));
      case MODULO -> a -> Arithmetic.modulo(left.eval(a), right.eval(a), a.rendering().meter());
      case POWER -> a -> Arithmetic.power(left.eval(a), right.eval(a), a.rendering().meter());
      case AND, OR -> throw new IllegalArgumentException("not an operator of two values");
    };
  }

  /** Jinja2 writes {@code -2 ** x} for Python, which takes the power first. */
  static Code negativeBase(Constant base, Code exponent) {
    Object positive = Arithmetic.negate(base.value());
    return activation ->
        Arithmetic.negate(
            Arithmetic.power(positive, exponent.eval(activation), activation.rendering().meter()));
  }

  static Code comparison(CompareOperator operator, Code left, Code right) {
    return switch (operator) {
      case EQUAL -> a -> Equality.equal(left.eval(a), right.eval(a));
      case NOT_EQUAL -> a -> !Equality.equal(left.eval(a), right.eval(a));
      case LESS -> a -> Ordering.LESS.holds(left.eval(a), right.eval(a));
      case LESS_OR_EQUAL -> a -> Ordering.LESS_OR_EQUAL.holds(left.eval(a), right.eval(a));
      case GREATER -> a -> Ordering.GREATER.holds(left.eval(a), right.eval(a));
      case GREATER_OR_EQUAL -> a -> Ordering.GREATER_OR_EQUAL.holds(left.eval(a), right.eval(a));
      case IN, NOT_IN -> a -> compare(operator, left.eval(a), right.eval(a));
    };
  }

  /** {@code a < b < c}: each pair in turn, up to the first that does not hold. */
  static Code comparisons(List<CompareOperator> operators, Code first, List<Code> rest) {
    return activation -> {
      Object left = first.eval(activation);
      for (int i = 0; i < rest.size(); i++) {
        Object right = rest.get(i).eval(activation);
        if (!compare(operators.get(i), left, right)) {
          return false;
        }
        left = right;
      }
      return true;
    };
  }

  private static boolean compare(
      CompareOperator operator, @Nullable Object left, @Nullable Object right) {
    return switch (operator) {
      case EQUAL -> Equality.equal(left, right);
      case NOT_EQUAL -> !Equality.equal(left, right);
      case LESS -> Ordering.LESS.holds(left, right);
      case LESS_OR_EQUAL -> Ordering.LESS_OR_EQUAL.holds(left, right);
      case GREATER -> Ordering.GREATER.holds(left, right);
      case GREATER_OR_EQUAL -> Ordering.GREATER_OR_EQUAL.holds(left, right);
      case IN -> Iteration.contains(right, left);
      case NOT_IN -> !Iteration.contains(right, left);
    };
  }

  static Code concatenation(Code[] parts) {
    return activation -> {
      @Nullable Object[] values = ExpressionCompiler.values(parts, activation);
      StringBuilder text = new StringBuilder();
      for (Object value : values) {
        text.append(Str.of(value));
        activation.rendering().meter().text(text.length());
      }
      return text.toString();
    };
  }

  /** Where output is escaped: from the first Markup on, what follows is escaped too. */
  static Code escapedConcatenation(Code[] parts) {
    return activation -> {
      @Nullable Object[] values = ExpressionCompiler.values(parts, activation);
      boolean markup = false;
      for (Object value : values) {
        markup |= value instanceof Markup;
      }
      return markup ? escaped(values, activation) : concatenation(parts).eval(activation);
    };
  }

  private static Markup escaped(@Nullable Object[] values, Activation activation) {
    StringBuilder text = new StringBuilder();
    for (Object value : values) {
      text.append(Html.escape(Str.soft(value)).text());
      activation.rendering().meter().text(text.length());
    }
    return new Markup(text.toString());
  }
}
