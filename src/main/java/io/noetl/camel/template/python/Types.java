package io.noetl.camel.template.python;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The classes of values. */
public final class Types {
  private Types() {}

  /** The name of a value's class, as in {@code type(value).__name__}. */
  public static String name(@Nullable Object value) {
    return switch (value) {
      case null -> "NoneType";
      case String s -> "str";
      case Boolean b -> "bool";
      case Long l -> "int";
      case Double d -> "float";
      case GroupTuple g -> "_GroupTuple";
      case Tuple t -> "tuple";
      case List<?> l -> "list";
      case Map<?, ?> m -> "dict";
      case Markup m -> "Markup";
      case PyObject o -> o.typeName();
      case BigInteger b -> "int";
      case Integer i -> "int";
      case Short s -> "int";
      case Byte b -> "int";
      case BigDecimal b -> "float";
      case Float f -> "float";
      case byte[] b -> "bytes";
      default -> value.getClass().getSimpleName();
    };
  }

  /** The module of a value's class. */
  static String module(@Nullable Object value) {
    return switch (value) {
      case GroupTuple g -> "jinja2.filters";
      case Markup m -> "markupsafe";
      case PyObject o -> o.typeModule();
      case null, default -> "builtins";
    };
  }

  /** The class as Jinja2's messages name it: {@code dict object}, or {@code None}. */
  static String described(@Nullable Object value) {
    if (value == null) {
      return "None";
    }
    String module = module(value);
    return (module.equals("builtins") ? "" : module + ".") + name(value) + " object";
  }

  /** Whether a value is a {@code str}. */
  public static boolean isText(@Nullable Object value) {
    return value instanceof String || value instanceof Markup;
  }

  /** The text of a {@code str}. */
  public static String text(Object value) {
    return value instanceof Markup markup ? markup.text() : (String) value;
  }

  /** Whether a value is undefined. */
  public static boolean isUndefined(@Nullable Object value) {
    return value instanceof Undefined;
  }
}
