package io.noetl.camel.template.builtin;

import io.noetl.camel.template.python.Case;
import io.noetl.camel.template.python.Iteration;
import io.noetl.camel.template.python.Markup;
import io.noetl.camel.template.python.Numbers;
import io.noetl.camel.template.python.PyDict;
import io.noetl.camel.template.python.PyError;
import io.noetl.camel.template.python.PyObject;
import io.noetl.camel.template.python.Str;
import io.noetl.camel.template.python.Types;
import io.noetl.camel.template.python.Undefined;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tests of what a value is. */
final class TypeTests {
  private TypeTests() {}

  static void addTo(Registry registry) {
    registry
        .test("defined", "test_defined(value)", (a, r) -> !(a[0] instanceof Undefined))
        .test("undefined", "test_undefined(value)", (a, r) -> a[0] instanceof Undefined)
        .test("none", "test_none(value)", (a, r) -> a[0] == null)
        .test("boolean", "test_boolean(value)", (a, r) -> a[0] instanceof Boolean)
        .test("true", "test_true(value)", (a, r) -> Boolean.TRUE.equals(a[0]))
        .test("false", "test_false(value)", (a, r) -> Boolean.FALSE.equals(a[0]))
        .test(
            "integer",
            "test_integer(value)",
            (a, r) -> Numbers.isInt(a[0]) && !(a[0] instanceof Boolean))
        .test("float", "test_float(value)", (a, r) -> Numbers.isFloat(a[0]))
        .test("number", "test_number(value)", (a, r) -> isNumber(a[0]))
        .test("string", "test_string(value)", (a, r) -> Types.isText(a[0]))
        .test("mapping", "test_mapping(value)", (a, r) -> a[0] instanceof Map<?, ?>)
        .test("sequence", "test_sequence(value)", (a, r) -> isSequence(a[0]))
        .test("iterable", "test_iterable(value)", (a, r) -> isIterable(a[0]))
        .test(
            "callable",
            "callable(obj, /)",
            (a, r) -> a[0] instanceof PyObject object && object.callable())
        .test("escaped", "test_escaped(value)", (a, r) -> a[0] instanceof Markup)
        .test("lower", "test_lower(value)", (a, r) -> Case.isLower(Str.of(a[0])))
        .test("upper", "test_upper(value)", (a, r) -> Case.isUpper(Str.of(a[0])))
        .test("filter", "test_filter(env, value)", (a, r) -> r.library().filter(name(a[0])) != null)
        .test("test", "test_test(env, value)", (a, r) -> r.library().test(name(a[0])) != null);
  }

  private static boolean isNumber(@Nullable Object value) {
    return Numbers.isReal(value)
        || (value instanceof PyObject object && object.typeName().equals("complex"));
  }

  /** Whether a value has a length and items by place or key. */
  private static boolean isSequence(@Nullable Object value) {
    if (value instanceof PyObject object) {
      try {
        return object.sized() && object.subscriptable() && object.length() >= 0;
      } catch (PyError e) {
        return false;
      }
    }
    return Types.isText(value)
        || value instanceof List<?>
        || value instanceof Map<?, ?>
        || value instanceof byte[];
  }

  private static boolean isIterable(@Nullable Object value) {
    return Iteration.isIterable(value) && Iteration.iterator(value) != null;
  }

  /** A name to look up; what cannot be a key fails. */
  private static String name(@Nullable Object value) {
    new PyDict().set(value, true);
    return value != null && Types.isText(value) ? Types.text(value) : "";
  }
}
