package io.noetl.camel.template.python;

import org.jspecify.annotations.Nullable;

/** Python's {@code is}. */
public final class Identity {
  private static final long SMALLEST = -5;
  private static final long GREATEST = 256;

  private Identity() {}

  /** Whether two values are one object; Python keeps one of each small integer and short text. */
  @SuppressWarnings("ReferenceEquality") // identity is what is asked for
  public static boolean same(@Nullable Object left, @Nullable Object right) {
    if (left == right) {
      return true;
    }
    if (left instanceof Boolean || right instanceof Boolean) {
      return left instanceof Boolean a && a.equals(right);
    }
    if (left instanceof String a && right instanceof String b) {
      return a.equals(b) && (a.isEmpty() || (a.length() == 1 && a.charAt(0) < 256));
    }
    if (left != null && right != null && Numbers.isInt(left) && Numbers.isInt(right)) {
      return Numbers.integer(left) instanceof Long a
          && a >= SMALLEST
          && a <= GREATEST
          && a.equals(Numbers.integer(right));
    }
    return false;
  }
}
