package io.noetl.camel.template.python;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Python's {@code < <= > >=}. */
public enum Ordering {
  /** {@code <}. */
  LESS("<"),
  /** {@code <=}. */
  LESS_OR_EQUAL("<="),
  /** {@code >}. */
  GREATER(">"),
  /** {@code >=}. */
  GREATER_OR_EQUAL(">=");

  private final String symbol;

  Ordering(String symbol) {
    this.symbol = symbol;
  }

  /** Whether the order holds; values of different kinds have none, which is a TypeError. */
  public boolean holds(@Nullable Object left, @Nullable Object right) {
    if (left instanceof Long a && right instanceof Long b) {
      return fits(Long.compare(a, b));
    }
    if (left != null && right != null) {
      if (Numbers.isReal(left) && Numbers.isReal(right)) {
        Integer order = Numbers.compare(left, right);
        return order != null && fits(order);
      }
      if (Types.isText(left) && Types.isText(right)) {
        return fits(compareText(Types.text(left), Types.text(right)));
      }
      if (left instanceof List<?> a
          && right instanceof List<?> b
          && a instanceof Tuple == b instanceof Tuple) {
        return holdsForItems(a, b);
      }
    }
    if (left instanceof Undefined undefined) {
      throw undefined.error();
    }
    if (right instanceof Undefined undefined) {
      throw undefined.error();
    }
    if (left instanceof DictView a && right instanceof DictView b && a.isSet() && b.isSet()) {
      return a.subset(this, b);
    }
    throw PyError.type(
        String.format(
            "'%s' not supported between instances of '%s' and '%s'",
            symbol, Types.name(left), Types.name(right)));
  }

  private boolean holdsForItems(List<?> left, List<?> right) {
    int common = Math.min(left.size(), right.size());
    for (int i = 0; i < common; i++) {
      Object a = left.get(i);
      Object b = right.get(i);
      if (!Equality.same(a, b)) {
        return holds(a, b);
      }
    }
    return fits(Integer.compare(left.size(), right.size()));
  }

  /** Whether the order allows the result of a comparison. */
  boolean fits(int comparison) {
    return switch (this) {
      case LESS -> comparison < 0;
      case LESS_OR_EQUAL -> comparison <= 0;
      case GREATER -> comparison > 0;
      case GREATER_OR_EQUAL -> comparison >= 0;
    };
  }

  /** Texts compare by code points, not by Java's characters. */
  private static int compareText(String left, String right) {
    int common = Math.min(left.length(), right.length());
    for (int i = 0; i < common; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        boolean pairs = Character.isSurrogate(a) != Character.isSurrogate(b);
        return pairs ? (Character.isSurrogate(a) ? 1 : -1) : Character.compare(a, b);
      }
    }
    return Integer.compare(left.length(), right.length());
  }
}
