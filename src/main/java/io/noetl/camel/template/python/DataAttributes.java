package io.noetl.camel.template.python;

import io.noetl.camel.template.Names;
import org.jspecify.annotations.Nullable;

/** The attributes of Python's classes that are not methods. */
final class DataAttributes {
  private DataAttributes() {}

  static @Nullable Object get(@Nullable Object object, String name) {
    return switch (name) {
      case "real", "numerator" -> realPart(object, name);
      case "imag" ->
          Numbers.isInt(object) ? Long.valueOf(0) : Numbers.isFloat(object) ? 0.0 : Names.MISSING;
      case "denominator" -> Numbers.isInt(object) ? Long.valueOf(1) : Names.MISSING;
      case "grouper" -> object instanceof GroupTuple group ? group.get(0) : Names.MISSING;
      case "list" -> object instanceof GroupTuple group ? group.get(1) : Names.MISSING;
      case "__class__" -> TypeObject.of(object);
      default -> Names.MISSING;
    };
  }

  private static @Nullable Object realPart(@Nullable Object object, String name) {
    if (object != null && Numbers.isInt(object)) {
      return Numbers.integer(object);
    }
    return Numbers.isFloat(object) && name.equals("real") ? object : Names.MISSING;
  }
}
