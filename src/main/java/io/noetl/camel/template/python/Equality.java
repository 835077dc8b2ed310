package io.noetl.camel.template.python;

import io.noetl.camel.template.Names;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Python's {@code ==}. */
public final class Equality {
  private Equality() {}

  /** Whether two values are equal. Values of different kinds are not; that is no error. */
  public static boolean equal(@Nullable Object left, @Nullable Object right) {
    if (left instanceof String a && right instanceof String b) {
      return a.equals(b);
    }
    if (left instanceof Long a && right instanceof Long b) {
      return a.longValue() == b.longValue();
    }
    if (right instanceof Undefined undefined) {
      return !(left instanceof Undefined first && first.isStrict())
          ? undefined.equalTo(left)
          : first.equalTo(right);
    }
    return switch (left) {
      case PyObject object -> object.equalTo(right);
      case null -> right == null;
      case String s -> right instanceof Markup m && s.equals(m.text());
      case Markup m -> Types.isText(right) && right != null && m.text().equals(Types.text(right));
      case Tuple a -> right instanceof Tuple b && sameItems(a, b);
      case List<?> a -> right instanceof List<?> b && !(b instanceof Tuple) && sameItems(a, b);
      case Map<?, ?> a -> right instanceof Map<?, ?> b && sameEntries(a, b);
      case byte[] a -> right instanceof byte[] b && Arrays.equals(a, b);
      default -> {
        if (Numbers.isReal(left) && Numbers.isReal(right) && right != null) {
          Integer order = Numbers.compare(left, right);
          yield order != null && order == 0;
        }
        yield right instanceof PyObject object ? object.equalTo(left) : Objects.equals(left, right);
      }
    };
  }

  /** The equality of items of containers, for which a value is always equal to itself. */
  @SuppressWarnings("ReferenceEquality") // Python's containers compare by identity first
  static boolean same(@Nullable Object left, @Nullable Object right) {
    return left == right || equal(left, right);
  }

  private static boolean sameItems(List<?> left, List<?> right) {
    if (left.size() != right.size()) {
      return false;
    }
    for (int i = 0; i < left.size(); i++) {
      if (!same(left.get(i), right.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameEntries(Map<?, ?> left, Map<?, ?> right) {
    if (left.size() != right.size()) {
      return false;
    }
    for (Map.Entry<?, ?> entry : left.entrySet()) {
      Object other = Dicts.get(right, entry.getKey());
      if (Names.isMissing(other) || !same(entry.getValue(), other)) {
        return false;
      }
    }
    return true;
  }
}
